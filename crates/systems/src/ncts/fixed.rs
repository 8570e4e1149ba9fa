//! Which changes does customs take by no amendment?
//!
//! R0520: neither the holder, the representative, the office of departure, the types, security,
//! the numbers nor the HS codes; and where a guarantee was refused, nothing but guarantees.

use std::collections::{BTreeMap, BTreeSet};

use cas_model::declaration::CustomsFacts;
use cas_model::difference::Difference;
use cas_model::{FieldPath, KnownPath, path, paths};
use serde_json::Value;

use crate::fixed::{among, is_below};

/// What no amendment changes.
const FIXED: &[KnownPath] = paths![
    "declType",
    "addDeclType1",
    "security",
    "functionRefNum",
    "docRefNum",
    "declarationOfficeCode",
    "holderOfTheTransitProcedure",
    "agent",
    "agentStatus",
];

const GUARANTEES: KnownPath = path!("obligationGuarantees");
const CLASSIFICATIONS: &str = ".commodity.classifications[";

/// The digits of the Harmonized System, with which a commodity code begins.
const HS_DIGITS: usize = 6;

/// Of these changes, those that customs takes by no amendment.
#[must_use]
pub fn fixed(changes: &[Difference], facts: &CustomsFacts) -> Vec<FieldPath> {
    if !facts.invalid_guarantees.is_empty() {
        let others = changes
            .iter()
            .filter(|change| !is_below(&change.path, GUARANTEES));
        return others.map(|change| change.path.clone()).collect();
    }
    let mut fixed = among(changes, FIXED);
    fixed.extend(changed_headings(changes));
    fixed
}

/// The commodity codes that get another heading, one place for each item; further digits may
/// change. A code may change by itself or with the element that holds it.
fn changed_headings(changes: &[Difference]) -> Vec<FieldPath> {
    let mut of_items: BTreeMap<&str, Headings<'_>> = BTreeMap::new();
    for change in changes {
        let Some((item, rest)) = change.address.as_str().split_once(CLASSIFICATIONS) else {
            continue;
        };
        let is_code = rest.ends_with("].code");
        if !is_code && !rest.ends_with(']') {
            continue;
        }
        let headings = of_items
            .entry(item)
            .or_insert_with(|| Headings::new(&change.path));
        headings.before.extend(heading(change.before.as_ref()));
        headings.after.extend(heading(change.after.as_ref()));
    }
    let changed = of_items
        .into_values()
        .filter(|headings| headings.before != headings.after);
    changed.map(|headings| headings.path.clone()).collect()
}

/// What the commodity codes of an item begin with.
struct Headings<'c> {
    path: &'c FieldPath,
    before: BTreeSet<String>,
    after: BTreeSet<String>,
}

impl<'c> Headings<'c> {
    fn new(path: &'c FieldPath) -> Self {
        Self {
            path,
            before: BTreeSet::new(),
            after: BTreeSet::new(),
        }
    }
}

/// The heading of a code, or of the element that holds one.
fn heading(value: Option<&Value>) -> Option<String> {
    let value = value?;
    let code = value.as_str().or_else(|| value.get("code")?.as_str())?;
    Some(code.chars().take(HS_DIGITS).collect())
}

#[cfg(test)]
mod tests {
    use cas_model::address::Address;
    use cas_model::declaration::InvalidGuarantee;
    use serde_json::json;

    use super::*;

    fn change(path: &str, before: &str, after: &str) -> Difference {
        Difference {
            address: Address::new(path),
            path: path.into(),
            before: Some(json!(before)),
            after: Some(json!(after)),
        }
    }

    fn check(path: &str, (before, after): (&str, &str), facts: &CustomsFacts, expected: bool) {
        let found = fixed(&[change(path, before, after)], facts);
        assert_eq!(!found.is_empty(), expected, "{path}");
    }

    #[test]
    fn what_is_fixed_is_named() {
        let facts = CustomsFacts::default();
        check("declType", ("T1", "T2"), &facts, true);
        check("agent.name", ("A", "B"), &facts, true);
        check("agentStatus", ("2", "3"), &facts, true);
        check("securityNote", ("A", "B"), &facts, false);
        check("goodsShipment.destination", ("CH", "NO"), &facts, false);
        let code = "goodsShipment.governmentAgencyGoodsItems[0].commodity.classifications[0].code";
        check(code, ("87120030", "87120070"), &facts, false);
        check(code, ("87120030", "87140030"), &facts, true);
    }

    /// A classification that is replaced whole is two changes of its collection.
    #[test]
    fn a_code_that_comes_with_its_element_is_seen() {
        let place = "goodsShipment.governmentAgencyGoodsItems[0].commodity.classifications[0]";
        let element = |before: Option<&str>, after: Option<&str>| Difference {
            before: before.map(|code| json!({"type": "CN", "code": code})),
            after: after.map(|code| json!({"type": "CN", "code": code})),
            ..change(place, "", "")
        };
        let replaced = |code: &str| [element(None, Some(code)), element(Some("87120030"), None)];
        let facts = CustomsFacts::default();
        assert_eq!(fixed(&replaced("87120070"), &facts), []);
        assert_eq!(
            fixed(&replaced("87140030"), &facts),
            [FieldPath::from(place)]
        );
    }

    #[test]
    fn a_refused_guarantee_leaves_only_guarantees() {
        let facts = CustomsFacts {
            invalid_guarantees: vec![InvalidGuarantee::default()],
            ..CustomsFacts::default()
        };
        check("obligationGuarantees[0].refNum", ("A", "B"), &facts, false);
        check("goodsShipment.destination", ("CH", "NO"), &facts, true);
    }
}
