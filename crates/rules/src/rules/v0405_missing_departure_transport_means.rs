use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that are presented name the means of transport at departure, except by post (mode 5)
    /// and in containers whose carriage is not known yet.
    ///
    /// Source: guideline G0119. A warning, because customs allows further exceptions to the
    /// holders of authorisations.
    V0405: "Missing means of transport at departure", Warning, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(consignment) = document.consignment() else {
        return;
    };
    let by_post = given(&consignment.inland_mode) == Some("5");
    let in_containers = consignment.container_indicator == Some(true);
    if consignment.departure_transport_means.is_none()
        && !(by_post || in_containers || document.is_pre_lodged())
    {
        let advice = "Give type, identification and country of the means of transport.";
        report.find(
            path!("goodsShipment.consignment.departureTransportMeans"),
            advice,
        );
    }
}
