use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A standard declaration with safety and security data says how the goods cross the border.
    ///
    /// Source: condition C0599.
    V0404: "Missing mode of transport at the border", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mode = document
        .consignment()
        .and_then(|consignment| consignment.border_transport_means.as_deref())
        .and_then(|means| given(&means.mode));
    if mode.is_none() && document.has_security_data() && document.is_standard() {
        let advice = "Give the mode of transport at the border, such as 3 for road.";
        report.find(
            path!("goodsShipment.consignment.borderTransportMeans.mode"),
            advice,
        );
    }
}
