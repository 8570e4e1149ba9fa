//! Which changes does customs take by no amendment?
//!
//! The structure of an amendment fixes nothing: every element of the declaration may be pointed
//! at. What tells one declaration from another does not change by amendment all the same: its
//! number and its type, whose elements an amendment uses for itself.

use cas_model::declaration::CustomsFacts;
use cas_model::difference::Difference;
use cas_model::{FieldPath, KnownPath, paths};

use crate::fixed::among;

/// What an amendment has no place for.
const FIXED: &[KnownPath] = paths!["declType", "addDeclType1", "docRefNum", "functionRefNum"];

/// Of these changes, those that customs takes by no amendment.
#[must_use]
pub fn fixed(changes: &[Difference], _facts: &CustomsFacts) -> Vec<FieldPath> {
    among(changes, FIXED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_model::address::Address;

    fn check(path: &str, expected: bool) {
        let change = Difference {
            address: Address::new(path),
            path: FieldPath::from(path),
            before: None,
            after: None,
        };
        let fixed = fixed(&[change], &CustomsFacts::default());
        assert_eq!(!fixed.is_empty(), expected, "{path}");
    }

    #[test]
    fn only_what_names_the_declaration_is_fixed() {
        check("declType", true);
        check("addDeclType1", true);
        check("docRefNum", true);
        check("declarationOfficeCode", false);
        check(
            "goodsShipment.governmentAgencyGoodsItems[0].origin.country",
            false,
        );
    }
}
