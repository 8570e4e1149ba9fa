use crate::reading::{Reading, has_paper, is_distance_sale, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods of a distance sale name the standardised number of their product, such as its GTIN
    /// (C129), or say that it has none (reference Y081); not both.
    ///
    /// Source: Delegated Regulation (EU) 2026/1022 by several secondary sources. A warning, because
    /// the act was not read.
    V0823: "Standardised number of the product does not fit", Warning, ["import"]
        { territories: ["Union"] } from "2026-11-01" certain B is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        if !is_distance_sale(item) {
            continue;
        }
        let advice = match (
            has_paper(document, item, &["C129"]),
            has_paper(document, item, &["Y081"]),
        ) {
            (true, true) => "Remove C129 or Y081: a product has a number or none.",
            (false, false) => "Give the standardised number (C129), or Y081 where there is none.",
            (true, false) | (false, true) => continue,
        };
        report.find(item_field(index, item!("additionalDocuments")), advice);
    }
}
