use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// There is a consignee, unless the destination is unknown yet (8).
    ///
    /// Source: EMCS condition C116.
    V1204: "Consignee does not fit the destination", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let destination = document.movement().destination();
    let consignee = document
        .shipment()
        .is_some_and(|shipment| shipment.consignee.is_some());
    let advice = match (destination, consignee) {
        ("", _) => return,
        ("8", true) => "Remove it, or give the kind of destination.",
        ("8", false) | (_, true) => return,
        (_, false) => "Give the consignee.",
    };
    report.find(path!("goodsShipment.consignee"), advice);
}
