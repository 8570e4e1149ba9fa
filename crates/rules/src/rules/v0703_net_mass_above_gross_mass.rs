use rust_decimal::Decimal;

use crate::reading::{Reading, item, item_field};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An item's net mass is not more than its gross mass.
    ///
    /// Source: rule R0223.
    V0703: "Net mass is more than the gross mass", Error,
        ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        if let Some(measure) = item.goods_measure.as_deref()
            && let (Some(gross), Some(net)) = (measure.gmass, measure.nmass)
            && gross > Decimal::ZERO
            && net > gross
        {
            let advice = format!("{net} kg net in {gross} kg gross; correct one of them.");
            report.find(item_field(index, item!("goodsMeasure.nmass")), advice);
        }
    }
}
