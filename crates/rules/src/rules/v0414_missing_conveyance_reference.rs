use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that cross the border by air (mode 4) with safety and security data have a flight
    /// number.
    ///
    /// Source: condition C0531.
    V0414: "Missing flight number", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let by_air = document
        .consignment()
        .and_then(|consignment| consignment.border_transport_means.as_deref())
        .filter(|means| given(&means.mode) == Some("4"));
    if document.has_security_data()
        && by_air.is_some_and(|means| given(&means.conveyance_reference).is_none())
    {
        let field = path!("goodsShipment.consignment.borderTransportMeans.conveyanceReference");
        report.find(field, "Give the flight number.");
    }
}
