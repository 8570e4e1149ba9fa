//! Are the references of parties EORI numbers, and references of declarations in form?

use cas_model::formats::is_eori;

use super::problem;
use crate::answer::Problem;
use crate::xml::Element;

const PARTIES: [(&str, &str); 5] = [
    ("Declarant/ID", "42A 57B:R123"),
    ("Agent/ID", "42A 05A:R004"),
    ("Exporter/ID", "42A 57A:R032"),
    ("GoodsShipment/Importer/ID", "42A 67A 74A:R038"),
    ("Submitter/ID", "42A 17B:R059"),
];

pub(super) fn check(declaration: &Element<'_>, problems: &mut Vec<Problem>) {
    for (path, pointer) in PARTIES {
        let named = declaration.text_at(path).map(str::trim);
        if named.is_some_and(|eori| !eori.is_empty() && !is_eori(eori)) {
            problems.push(problem(pointer, "CDS12005"));
        }
    }
    let holders = declaration.all("AuthorisationHolder");
    for (number, holder) in (1..).zip(holders) {
        let named = holder.text_at("ID").map(str::trim);
        if named.is_some_and(|eori| !is_eori(eori)) {
            problems.push(problem(&format!("42A 17C[{number}]:R144"), "CDS12005"));
        }
    }
    let lrn = declaration
        .text_at("FunctionalReferenceID")
        .unwrap_or_default()
        .trim();
    if lrn.chars().count() > 22 {
        problems.push(problem("42A:D026", "CDS10010"));
    }
}
