use cas_model::{KnownPath, path};

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A standard declaration with safety and security data names the means of transport that
    /// crosses the border; goods that go by post have none.
    ///
    /// Source: condition C0806.
    V0413: "Means of transport at the border does not fit", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const FIELD: KnownPath = path!("goodsShipment.consignment.borderTransportMeans");
    let means = document
        .consignment()
        .and_then(|consignment| consignment.border_transport_means.as_deref());
    let mode = means.and_then(|means| given(&means.mode));
    let named = means.is_some_and(|means| {
        given(&means.identification).is_some() || given(&means.identification_type).is_some()
    });
    if mode == Some("5") && named {
        report.find(
            FIELD,
            "Remove the means of transport; there is none by post (mode 5).",
        );
    }
    if mode != Some("5") && !named && document.has_security_data() && document.is_standard() {
        report.find(
            FIELD,
            "Give the means of transport that crosses the border.",
        );
    }
}
