use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Every item has a gross mass in kg.
    ///
    /// Source: CC015C (phase 6), goods measure: gross mass is required.
    V0701: "Missing gross mass of the item", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let measure = item.goods_measure.as_deref();
        if measure.and_then(|measure| measure.gmass).is_none() {
            let advice = "Give the gross mass in kg; 0 for goods packed with another item.";
            report.find(item_field(index, item!("goodsMeasure.gmass")), advice);
        }
    }
}
