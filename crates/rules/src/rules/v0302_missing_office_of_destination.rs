use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A transit ends at its customs office of destination.
    ///
    /// Source: CC015C, customs office of destination is required.
    V0302: "Missing customs office of destination", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let office = document
        .shipment()
        .and_then(|shipment| given(&shipment.destination_office));
    if office.is_none() {
        let advice = "Give the office of destination, such as FR001330.";
        report.find(path!("goodsShipment.destinationOffice"), advice);
    }
}
