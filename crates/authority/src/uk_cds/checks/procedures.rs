//! Is the type of the declaration known, the procedures too, and has an export its DUCR?

use super::items;
use super::problem;
use crate::answer::Problem;
use crate::xml::Element;

/// Requested procedures that the authority knows.
const PROCEDURES: [&str; 26] = [
    "00", "01", "07", "08", "10", "11", "21", "22", "23", "31", "40", "42", "44", "45", "46", "48",
    "51", "53", "61", "63", "68", "71", "76", "77", "78", "95",
];

pub(super) fn check(declaration: &Element<'_>, problems: &mut Vec<Problem>) {
    let type_code = declaration.text_at("TypeCode").unwrap_or_default().trim();
    if !type_code.is_empty() && !is_known(type_code) {
        problems.push(problem("42A:D013", "CDS12052"));
        return;
    }
    for (place, item) in items(declaration) {
        let procedure = item.text_at("GovernmentProcedure/CurrentCode");
        let procedure = procedure.unwrap_or_default().trim();
        if !procedure.is_empty() && !PROCEDURES.contains(&procedure) {
            problems.push(problem(&format!("{place} 70A[1]:166"), "CDS12050"));
        }
    }
    if type_code.starts_with("EX") && !has_ducr(declaration) {
        problems.push(problem("42A 67A 99A", "CDS12108"));
    }
}

fn is_known(type_code: &str) -> bool {
    let Some((movement, additional)) = type_code.split_at_checked(2) else {
        return false;
    };
    let additional_types = [
        "A", "B", "C", "D", "E", "F", "J", "K", "Q", "R", "U", "V", "X", "Y", "Z",
    ];
    ["IM", "EX", "CO"].contains(&movement) && additional_types.contains(&additional)
}

/// The declaration's unique reference is a previous document, of the shipment or of an item.
fn has_ducr(declaration: &Element<'_>) -> bool {
    let is_ducr =
        |document: &Element<'_>| document.text_at("TypeCode").map(str::trim) == Some("DCR");
    let shipment = declaration.child("GoodsShipment");
    let of_shipment =
        shipment.is_some_and(|shipment| shipment.all("PreviousDocument").any(is_ducr));
    of_shipment || items(declaration).any(|(_, item)| item.all("PreviousDocument").any(is_ducr))
}
