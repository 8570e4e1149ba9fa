//! Which changes does customs take by no amendment?
//!
//! R0520: neither the holder, the representative, the office of departure, the types, security,
//! the numbers nor the HS codes; and where a guarantee was refused, nothing but guarantees.

use cas_model::FieldPath;
use cas_model::declaration::CustomsFacts;
use cas_model::difference::Difference;
use serde_json::Value;

/// What no amendment changes.
const FIXED: &[&str] = &[
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

const GUARANTEES: &str = "obligationGuarantees";
/// The digits of the Harmonized System, with which a commodity code begins.
const HS_DIGITS: usize = 6;

/// Of these changes, those that customs takes by no amendment.
#[must_use]
pub fn fixed(changes: &[Difference], facts: &CustomsFacts) -> Vec<FieldPath> {
    let only_guarantees = !facts.invalid_guarantees.is_empty();
    let is_fixed = |change: &&Difference| match only_guarantees {
        true => !is_below(&change.path, GUARANTEES),
        false => FIXED.iter().any(|field| is_below(&change.path, field)) || changes_hs_code(change),
    };
    let fixed = changes.iter().filter(is_fixed);
    fixed.map(|change| change.path.clone()).collect()
}

fn is_below(path: &FieldPath, field: &str) -> bool {
    // An element of a collection stands below it too.
    let rest = path.as_str().strip_prefix(field);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Whether a commodity code gets another heading; its further digits may change.
fn changes_hs_code(change: &Difference) -> bool {
    let path = change.path.as_str();
    if !path.contains(".commodity.classifications[") || !path.ends_with("].code") {
        return false;
    }
    let heading = |value: &Option<Value>| {
        let code = value.as_ref().and_then(Value::as_str).unwrap_or_default();
        code.chars().take(HS_DIGITS).collect::<String>()
    };
    heading(&change.before) != heading(&change.after)
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
