use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that are presented have a place of loading.
    ///
    /// Source: condition C0403.
    V0505: "Missing place of loading", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let given = document
        .consignment()
        .is_some_and(|consignment| consignment.loading_location.is_some());
    if !given && !document.is_pre_lodged() {
        let advice = "Give a UN/LOCODE, or country and name of the place.";
        report.find(path!("goodsShipment.consignment.loadingLocation"), advice);
    }
}
