use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// TIR and T2SM transits have no customs offices of transit.
    ///
    /// Source: condition C0030.
    V0304: "Office of transit not allowed", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if document.declares(&["TIR", "T2SM"]) && !document.transit_offices().is_empty() {
        let advice = "Remove the offices of transit; TIR and T2SM have none.";
        report.find(path!("goodsShipment.transitOffices"), advice);
    }
}
