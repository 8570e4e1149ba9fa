use crate::reading::{Reading, given, is_tariff, items};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A commodity code is 6 (Harmonised System), 8 (Combined Nomenclature) or 10 digits (TARIC)
    /// without spaces.
    ///
    /// Source: CC015C, commodity code: an6 and an2.
    V0606: "Invalid commodity code", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let Some(commodity) = item.commodity.as_deref() else {
            continue;
        };
        for (at, classification) in commodity.classifications.iter().enumerate() {
            let Some(code) = given(&classification.code) else {
                continue;
            };
            let digits = code.bytes().all(|b| b.is_ascii_digit());
            if is_tariff(&classification.r#type) && !(digits && [6, 8, 10].contains(&code.len())) {
                let field = items!("commodity.classifications[].code").at(&[index, at]);
                report.find(field, "Give 6, 8 or 10 digits without spaces.");
            }
        }
    }
}
