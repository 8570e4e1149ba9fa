use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The country of dispatch is given for the whole shipment, or for each item.
    ///
    /// Source: condition C0909.
    V0320: "Missing country of dispatch", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let whole = document
        .shipment()
        .and_then(|shipment| given(&shipment.export_country));
    let missing = document
        .items()
        .iter()
        .any(|item| given(&item.export_country).is_none());
    if whole.is_none() && (missing || document.items().is_empty()) {
        let advice = "Give the country of dispatch of the shipment, or one for each item.";
        report.find("goodsShipment.exportCountry", advice);
    }
}
