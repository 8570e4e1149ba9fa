//! Is everything there that every such message must have?

use super::{items, problem};
use crate::answer::Problem;
use crate::wco::checks::is_missing;
use crate::wco::{AMENDMENT, CANCELLATION};
use crate::xml::Element;

/// A mandatory element is missing.
const MISSING: &str = "CDS10001";

/// What every declaration has, and where a pointer to it leads.
const OF_ALL: &[(&str, &str)] = &[
    ("FunctionCode", "42A:017"),
    ("FunctionalReferenceID", "42A:D026"),
    ("TypeCode", "42A:D013"),
    ("Declarant/ID", "42A 57B:R123"),
    ("GoodsShipment", "42A 67A"),
    ("GoodsShipment/GovernmentAgencyGoodsItem", "42A 67A 68A"),
];

/// What exports have beside; imports may leave it out since release 4.9.0.
const OF_EXPORTS: &[(&str, &str)] = &[("GoodsItemQuantity", "42A:228")];

/// What every item has.
const OF_ITEMS: &[(&str, &str)] = &[
    ("SequenceNumeric", ":006"),
    ("GovernmentProcedure/CurrentCode", " 70A:166"),
];

/// What items have on all declarations but entries in the declarant's records, and final ones that
/// sum up others and have no goods.
const OF_LODGED_ITEMS: &[(&str, &str)] = &[("Commodity/Description", " 23A:137")];

/// What items have where the declaration is not simplified.
const OF_FULL_ITEMS: &[(&str, &str)] = &[("Commodity/Classification/ID", " 23A 21A:145")];

/// Checks what a declaration must have.
pub(super) fn check(declaration: &Element<'_>, problems: &mut Vec<Problem>) {
    let type_code = declaration.text_at("TypeCode").unwrap_or_default().trim();
    let of_kind = if type_code.starts_with("EX") {
        OF_EXPORTS
    } else {
        &[]
    };
    let missing = OF_ALL
        .iter()
        .chain(of_kind)
        .filter(|(path, _)| is_missing(declaration, path));
    problems.extend(missing.map(|(_, pointer)| problem(pointer, MISSING)));
    let is_without_goods = type_code.ends_with(['J', 'K', 'Q']);
    let is_simplified = type_code.ends_with(['B', 'C', 'E', 'F']);
    let mut lists = vec![OF_ITEMS];
    if !is_without_goods {
        lists.push(OF_LODGED_ITEMS);
    }
    if !is_without_goods && !is_simplified {
        lists.push(OF_FULL_ITEMS);
    }
    for (place, item) in items(declaration) {
        let paths = lists.iter().copied().flatten();
        let missing = paths.filter(|(path, _)| is_missing(item, path));
        problems.extend(missing.map(|(_, end)| problem(&format!("{place}{end}"), MISSING)));
    }
}

/// Checks a message that follows a declaration.
pub(super) fn check_request(message: &Element<'_>, kind: &str, problems: &mut Vec<Problem>) {
    let mut paths = vec![("ID", "42A:D014")];
    if kind == AMENDMENT || kind == CANCELLATION {
        paths.push(("Amendment/ChangeReasonCode", "42A 06A:099"));
    }
    if kind == AMENDMENT {
        paths.push(("Amendment/Pointer", "42A 06A 97A"));
    }
    if kind == CANCELLATION {
        let words = "AdditionalInformation/StatementDescription";
        paths.push((words, "42A 03A:225"));
    }
    let missing = paths
        .into_iter()
        .filter(|(path, _)| is_missing(message, path));
    problems.extend(missing.map(|(_, pointer)| problem(pointer, MISSING)));
}
