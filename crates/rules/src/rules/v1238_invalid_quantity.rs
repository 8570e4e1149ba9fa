use crate::reading::{Reading, fits_digits, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The quantity of an item is more than zero, with at most 15 digits, three of them after the
    /// point.
    ///
    /// Source: EMCS rule R232; functional specification, IE815, 17d, n..15,3.
    V1238: "Invalid quantity", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let quantity = item.goods_measure.as_deref().and_then(|it| it.qty);
        if quantity.is_some_and(|quantity| quantity.is_zero() || !fits_digits(quantity, 15, 3)) {
            let advice = "Give more than zero, with at most three decimals.";
            report.find(item_field(index, item!("goodsMeasure.qty")), advice);
        }
    }
}
