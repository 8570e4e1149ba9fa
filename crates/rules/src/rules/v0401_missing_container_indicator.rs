use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A declaration of goods that are presented says whether they are in containers.
    ///
    /// Source: condition C0822.
    V0401: "Missing container indicator", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let indicator = document
        .consignment()
        .and_then(|consignment| consignment.container_indicator);
    if indicator.is_none() && !document.is_pre_lodged() {
        let advice = "Say whether the goods are in containers: true or false.";
        report.find(
            path!("goodsShipment.consignment.containerIndicator"),
            advice,
        );
    }
}
