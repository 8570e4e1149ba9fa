use crate::reading::{Reading, has_paper, item, item_field, procedure, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Products of the regulation on deforestation that are released for free circulation or exported
    /// name the due diligence statement (C716), an earlier one (C717), or why none is needed: not
    /// covered (Y129), produced before the regulation (Y132), of recycled material (Y133), of a small
    /// operator until 29 June 2027 (Y141), not of a commercial activity (Y142). Which products they are
    /// is code list `EUDR-products`; a list of this name that is loaded takes its place.
    ///
    /// Source: Regulation (EU) 2023/1115 with Regulation (EU) 2025/2650; the codes by Danish customs and
    /// the code lists of AES.
    V0840: "Missing due diligence statement", Error, ["H1", "B1"]
        { territories: ["Union"] } from "2026-12-30" certain B is absence, check
}

/// One of them belongs to products of the regulation.
const CODES: &[&str] = &["C716", "C717", "Y129", "Y132", "Y133", "Y141", "Y142"];

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let is_meant = |(_, code)| context.covers("EUDR-products", code);
        let moves = procedure(item)
            .is_some_and(|it| ["10", "40", "42", "44", "45"].contains(&it.requested));
        if moves && tariff_code(item).is_some_and(is_meant) && !has_paper(document, item, CODES) {
            let advice = "Give C716 with the statement, or the code of the exemption.";
            report.find(item_field(index, item!("additionalDocuments")), advice);
        }
    }
}
