use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The means of transport that brings imports across the border has a nationality, unless goods come by
    /// rail (2), post (5) or fixed installations (7). Supplementary declarations to the United
    /// Kingdom may leave it out (published scenario TT_IM207a).
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 19 08 062; CDS
    /// declaration completion guide, 7/15.
    V0420: "Missing nationality of the means of transport at the border", Error,
    ["H1", "H3", "H4"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let means = document
        .consignment()
        .and_then(|consignment| consignment.border_transport_means.as_deref());
    if context.is_british_supplementary(document) {
        return;
    }
    if let Some(means) = means
        && given(&means.mode).is_some_and(|mode| !["2", "5", "7"].contains(&mode))
        && given(&means.country).is_none()
    {
        let advice = "Give the country where the means of transport is registered.";
        report.find(
            path!("goodsShipment.consignment.borderTransportMeans.country"),
            advice,
        );
    }
}
