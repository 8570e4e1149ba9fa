use rust_decimal::Decimal;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The gross mass of the consignment is not less than the sum of its items. It may be more,
    /// by what carries the goods.
    ///
    /// Source: rules R0994 and R0983.
    V0702: "Gross mass is less than the sum of the items", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(total) = document
        .consignment()
        .and_then(|consignment| consignment.gmass)
    else {
        return;
    };
    let masses = document
        .items()
        .iter()
        .filter_map(|item| item.goods_measure.as_deref()?.gmass);
    let sum = masses
        .into_iter()
        .try_fold(Decimal::ZERO, Decimal::checked_add);
    if let Some(sum) = sum.filter(|sum| total < *sum) {
        let advice = format!("The items weigh {sum} kg, the consignment {total}; correct one.");
        report.find("goodsShipment.consignment.gmass", advice);
    }
}
