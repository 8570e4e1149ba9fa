//! Is everything there that every such message must have?

use super::items;
use super::problem;
use crate::answer::Problem;
use crate::dk_dms::declared::Declared;
use crate::wco::checks::is_missing;
use crate::wco::{AMENDMENT, ARRIVAL, CANCELLATION};
use crate::xml::Element;

const MISSING: (&str, &str) = ("DK001", "It is missing");

/// What every declaration has.
const OF_ALL: &[&str] = &[
    "FunctionalReferenceID",
    "DeclarationOfficeID",
    "Submitter/ID",
    "Declarant/ID",
    "GoodsShipment",
    "GoodsShipment/GovernmentAgencyGoodsItem",
];

/// What every item has.
const OF_ITEMS: &[&str] = &[
    "SequenceNumeric",
    "Commodity/Description",
    "GovernmentProcedure/CurrentCode",
    "Packaging",
];

const PRICE: &str = "Commodity/InvoiceLine/ItemChargeAmount";

/// Checks what a declaration must have.
pub(super) fn check(declaration: &Element<'_>, declared: &Declared, problems: &mut Vec<Problem>) {
    if is_missing(declaration, "ProcedureCategory") {
        return missing("ProcedureCategory".to_owned(), problems);
    }
    if !declared.is_known() {
        let reason = "Declarations of this category are not taken";
        return problems.push(problem("ProcedureCategory", "DK003", reason));
    }
    let (of_head, of_items) = of_category(declared);
    for path in OF_ALL.iter().chain(of_head) {
        if is_missing(declaration, path) {
            missing((*path).to_owned(), problems);
        }
    }
    for (place, item) in items(declaration) {
        for path in OF_ITEMS.iter().chain(of_items) {
            if is_missing(item, path) {
                missing(format!("{place}/{path}"), problems);
            }
        }
    }
}

/// What the head and the items of a category have beside what all have.
fn of_category(declared: &Declared) -> (&'static [&'static str], &'static [&'static str]) {
    if declared.is_entry_in_records() {
        return (&[], &[]);
    }
    if declared.is_export() {
        let head = &["TypeCode", "Exporter/ID", "ExitOffice/ID"];
        return (head, &["Commodity/Classification/ID"]);
    }
    let head = &["TypeCode", "GoodsShipment/Importer/ID"];
    if declared.is_to_be_completed() {
        return (head, &["Commodity/Classification/ID"]);
    }
    if declared.is_dutiable() {
        return (
            head,
            &[
                "Commodity/Classification/ID",
                PRICE,
                "StatisticalValueAmount",
            ],
        );
    }
    (head, &["Commodity/Classification/ID", PRICE])
}

/// Whether the function of the message is that of its action.
pub(super) fn check_function(message: &Element<'_>, kind: &str, problems: &mut Vec<Problem>) {
    let function = match kind {
        AMENDMENT => "4",
        CANCELLATION => "1",
        ARRIVAL => "24",
        _ => "9",
    };
    if is_missing(message, "FunctionCode") {
        return missing("FunctionCode".to_owned(), problems);
    }
    if message.text_at("FunctionCode").map(str::trim) != Some(function) {
        let reason = "The function is not that of the action";
        problems.push(problem("FunctionCode", "DK002", reason));
    }
}

/// Checks a message that follows a declaration.
pub(super) fn check_request(message: &Element<'_>, kind: &str, problems: &mut Vec<Problem>) {
    let mut paths = vec!["ID", "ProcedureCategory", "Submitter/ID"];
    if kind == AMENDMENT || kind == CANCELLATION {
        paths.push("Amendment/ChangeReasonCode");
    }
    if kind == AMENDMENT {
        paths.push("GoodsShipment/GovernmentAgencyGoodsItem");
    }
    for path in paths {
        if is_missing(message, path) {
            missing(path.to_owned(), problems);
        }
    }
}

fn missing(path: String, problems: &mut Vec<Problem>) {
    problems.push(problem(path, MISSING.0, MISSING.1));
}
