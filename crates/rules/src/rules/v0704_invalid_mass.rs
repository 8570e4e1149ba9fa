use cas_model::path;
use rust_decimal::Decimal;

use crate::reading::{Reading, fits_digits, item, item_field};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Masses and quantities have at most 16 digits, six of them after the point. They are more
    /// than zero; only an item's gross mass may be zero.
    ///
    /// Source: CC015C, masses and supplementary units n..16,6.
    V0704: "Invalid mass or quantity", Error, ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const ADVICE: &str = "Give more than zero, with at most 16 digits and 6 decimals.";
    let wrong = |value: Option<Decimal>| {
        value.is_some_and(|value| value.is_zero() || !fits_digits(value, 16, 6))
    };
    if document
        .consignment()
        .is_some_and(|consignment| wrong(consignment.gmass))
    {
        report.find(path!("goodsShipment.consignment.gmass"), ADVICE);
    }
    for (index, item) in document.items().iter().enumerate() {
        let Some(measure) = item.goods_measure.as_deref() else {
            continue;
        };
        if measure.gmass.is_some_and(|mass| !fits_digits(mass, 16, 6)) {
            report.find(item_field(index, item!("goodsMeasure.gmass")), ADVICE);
        }
        for (name, value) in [
            (item!("goodsMeasure.nmass"), measure.nmass),
            (item!("goodsMeasure.supQty"), measure.sup_qty),
        ] {
            if wrong(value) {
                report.find(item_field(index, name), ADVICE);
            }
        }
    }
}
