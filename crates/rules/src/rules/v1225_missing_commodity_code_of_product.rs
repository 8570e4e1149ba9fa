use crate::reading::{Reading, item, item_field, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Every item has an eight-digit code of the Combined Nomenclature, or a longer one of the
    /// tariff.
    ///
    /// Source: EMCS functional specification, IE815, 17c CN code, n8.
    V1225: "Missing commodity code", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        if tariff_code(item).is_none_or(|(_, code)| code.len() < 8) {
            let advice = "Give a classification of type CN with eight digits.";
            report.find(
                item_field(index, item!("commodity.classifications")),
                advice,
            );
        }
    }
}
