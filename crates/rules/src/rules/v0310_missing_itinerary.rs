use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A binding itinerary, and safety and security data, need the countries on the route.
    ///
    /// Source: condition C0586.
    V0310: "Missing itinerary", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let needed = document.binding_itinerary == Some(true) || document.has_security_data();
    let empty = document
        .consignment()
        .is_none_or(|consignment| consignment.itinerary.is_empty());
    if needed && empty {
        let advice = "Give the countries on the route, in order.";
        report.find(path!("goodsShipment.consignment.itinerary"), advice);
    }
}
