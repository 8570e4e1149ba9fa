use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that are presented outside the security area (code list CL147) have a location where
    /// customs can see them.
    ///
    /// Source: condition C0710.
    V0501: "Missing location of goods", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let located = document
        .consignment()
        .is_some_and(|consignment| consignment.goods_location.is_some());
    if !located
        && !document.is_pre_lodged()
        && context.refuses("CL147", document.departure_country())
    {
        let advice = "Give type, qualifier and what the qualifier names.";
        report.find(path!("goodsShipment.consignment.goodsLocation"), advice);
    }
}
