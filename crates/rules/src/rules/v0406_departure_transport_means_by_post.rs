use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that go by post (inland mode 5) have no means of transport at departure.
    ///
    /// Source: condition C0826.
    V0406: "Means of transport at departure not allowed by post", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let by_post = document
        .consignment()
        .filter(|consignment| given(&consignment.inland_mode) == Some("5"));
    if by_post.is_some_and(|consignment| consignment.departure_transport_means.is_some()) {
        let advice = "Remove the means of transport, or correct the inland mode.";
        report.find(
            path!("goodsShipment.consignment.departureTransportMeans"),
            advice,
        );
    }
}
