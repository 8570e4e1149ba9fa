use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An item with zero packages weighs nothing, because the item it is packed with has the
    /// mass; every other item weighs something.
    ///
    /// Source: rule R0221.
    V0705: "Gross mass does not fit the packages", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let Some(mass) = item
            .goods_measure
            .as_deref()
            .and_then(|measure| measure.gmass)
        else {
            continue;
        };
        let mut packagings = item.packagings.iter();
        let advice = match (packagings.any(|p| p.quantity == Some(0)), mass.is_zero()) {
            (true, false) => "Give 0, or the number of packages.",
            (false, true) => "Give the gross mass, or zero packages if packed with another item.",
            (true, true) | (false, false) => continue,
        };
        report.find(item_field(index, item!("goodsMeasure.gmass")), advice);
    }
}
