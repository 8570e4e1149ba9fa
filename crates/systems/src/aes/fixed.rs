//! Which changes does customs take by no amendment?
//!
//! What tells one declaration from another: its types, its numbers, the office of export, who
//! declares for whom. The rules of export are not at hand; these are what an amendment of transit
//! fixes as well. Whether goods may be exchanged for others, customs decides.

use cas_model::declaration::CustomsFacts;
use cas_model::difference::Difference;
use cas_model::{FieldPath, KnownPath, paths};

use crate::fixed::among;

/// What no amendment changes.
const FIXED: &[KnownPath] = paths![
    "declType",
    "addDeclType1",
    "functionRefNum",
    "docRefNum",
    "declarationOfficeCode",
    "declarant",
    "agent",
    "agentStatus",
];

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
    fn who_declares_what_where_is_fixed() {
        check("declType", true);
        check("declarant.businessPartnerReference[0].code", true);
        check("declarationOfficeCode", true);
        check("goodsShipment.exitOffice", false);
        check("goodsShipment.exporter.name", false);
    }
}
