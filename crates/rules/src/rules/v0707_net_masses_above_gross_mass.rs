use cas_model::path;
use rust_decimal::Decimal;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The sum of the items' net masses is not more than the gross mass of the consignment.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 18 01 and 18 04.
    V0707: "Net masses are more than the gross mass", Error, ["import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let gross = document
        .consignment()
        .and_then(|consignment| consignment.gmass);
    let Some(gross) = gross.filter(|mass| *mass > Decimal::ZERO) else {
        return;
    };
    let masses = document
        .items()
        .iter()
        .filter_map(|item| item.goods_measure.as_deref()?.nmass);
    let sum = masses
        .into_iter()
        .try_fold(Decimal::ZERO, Decimal::checked_add);
    if let Some(sum) = sum.filter(|sum| *sum > gross) {
        let advice = format!("{sum} kg net in {gross} kg gross; correct one of them.");
        report.find(path!("goodsShipment.consignment.gmass"), advice);
    }
}
