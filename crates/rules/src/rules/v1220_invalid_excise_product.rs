use crate::reading::{Reading, excise_code, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Every item has an excise product code of list BC36, as classification of type
    /// ExciseProduct. Completely denatured alcohol (S600) only moves duty paid.
    ///
    /// Source: EMCS rule R263; reference data BC36.
    V1220: "Missing or invalid excise product", Error, ["excise"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let is_duty_paid = document.movement().is_duty_paid();
    for (index, item) in document.items().iter().enumerate() {
        let advice = match excise_code(item) {
            None => "Give the excise product code, such as B000.".to_owned(),
            Some((code, _)) if context.refuses("BC36", code) => {
                format!("{code} is not in BC36; give B000 beer, W200 still wine, …")
            }
            Some(("S600", _)) if !is_duty_paid => "S600 only moves duty paid.".to_owned(),
            Some(_) => continue,
        };
        report.find(
            item_field(index, item!("commodity.classifications")),
            advice,
        );
    }
}
