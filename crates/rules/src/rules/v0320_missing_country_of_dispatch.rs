use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The country of dispatch is given for the whole shipment, for its house consignments or for
    /// each item.
    ///
    /// Source: condition C0909.
    V0320: "Missing country of dispatch", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let whole = document
        .shipment()
        .and_then(|shipment| given(&shipment.export_country));
    let missing = document.items().iter().any(|item| {
        let of_house = document.house_of(item);
        let of_house = of_house.and_then(|house| given(&house.export_country));
        given(&item.export_country).or(of_house).is_none()
    });
    if whole.is_none() && (missing || document.items().is_empty()) {
        let advice = "Give the country of dispatch of the shipment, or one for each house or item.";
        report.find(path!("goodsShipment.exportCountry"), advice);
    }
}
