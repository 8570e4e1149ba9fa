use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that go to a country of common transit (code list CL009) have a consignee, for the
    /// whole shipment, for its house consignment or for each item.
    ///
    /// Source: condition C0001.
    V0110: "Missing consignee", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let Some(shipment) = document.shipment() else {
        return;
    };
    if shipment.consignee.is_some() {
        return;
    }
    let is_common = |country| context.holds("CL009", country);
    let whole = given(&shipment.destination).is_some_and(is_common);
    let mut missing = document
        .items()
        .iter()
        .filter(|item| item.consignee.is_none())
        .filter(|item| {
            let house = document.house_of(item);
            house.is_none_or(|house| house.consignee.is_none())
        })
        .filter(|item| whole || given(&item.destination).is_some_and(is_common));
    if missing.next().is_some() {
        let advice = "Give the consignee of the shipment, or one for each item.";
        report.find(path!("goodsShipment.consignee"), advice);
    }
}
