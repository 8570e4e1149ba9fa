//! Are the references of parties EORI numbers, the office one, the type and the LRN in form?

use cas_model::formats::{is_customs_office, is_eori};

use super::problem;
use crate::answer::Problem;
use crate::dk_dms::declared::Declared;
use crate::xml::Element;

/// Longest LRN, in characters that customs takes.
const MAX_LRN: usize = 22;
const PARTIES: [&str; 4] = [
    "Declarant/ID",
    "Agent/ID",
    "Exporter/ID",
    "GoodsShipment/Importer/ID",
];
/// The letters of additional declaration types.
const ADDITIONAL_TYPES: &str = "ABCDEFRUVXYZ";

pub(super) fn check(declaration: &Element<'_>, declared: &Declared, problems: &mut Vec<Problem>) {
    let text = |path: &str| declaration.text_at(path).unwrap_or_default().trim();
    for path in PARTIES {
        if !text(path).is_empty() && !is_eori(text(path)) {
            problems.push(problem(path, "DK010", "It is no EORI number"));
        }
    }
    let office = text("DeclarationOfficeID");
    if !office.is_empty() && !is_customs_office(office) {
        problems.push(problem(
            "DeclarationOfficeID",
            "DK011",
            "It is no customs office",
        ));
    }
    if text("FunctionalReferenceID").chars().count() > MAX_LRN {
        let reason = "It is longer than 22 characters";
        problems.push(problem("FunctionalReferenceID", "DK012", reason));
    }
    if !text("TypeCode").is_empty() && !is_type(text("TypeCode"), declared) {
        let reason = "It is no type of declarations of this category";
        problems.push(problem("TypeCode", "DK013", reason));
    }
}

/// `IMA` is an import whose goods are there; an export begins with `EX`, and both may with `CO`.
fn is_type(code: &str, declared: &Declared) -> bool {
    let direction = if declared.is_export() { "EX" } else { "IM" };
    let Some((kind, additional)) = code.split_at_checked(2) else {
        return false;
    };
    let is_one = additional.chars().count() == 1 && ADDITIONAL_TYPES.contains(additional);
    [direction, "CO"].contains(&kind) && is_one
}
