use crate::reading::{Reading, given, is_tariff, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Every item has a commodity code, except in a TIR transit that follows no export
    /// declaration (N830).
    ///
    /// Source: condition C0153.
    V0605: "Missing commodity code", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if document.declares(&["TIR"]) && !document.follows_export() {
        return;
    }
    for (index, item) in document.items().iter().enumerate() {
        let coded = item.commodity.as_deref().is_some_and(|commodity| {
            let mut codes = commodity.classifications.iter();
            codes.any(|classification| {
                given(&classification.code).is_some() && is_tariff(&classification.r#type)
            })
        });
        if !coded {
            let advice = "Give the code of the Harmonised System (6 digits), CN (8) or TARIC.";
            report.find(
                item_field(index, item!("commodity.classifications")),
                advice,
            );
        }
    }
}
