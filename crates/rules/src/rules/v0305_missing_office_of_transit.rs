use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A transit that leaves the Union or a country of the Convention on common transit has a
    /// customs office of transit for the border. A transit within one such country needs none.
    ///
    /// Source: condition C0030.
    V0305: "Missing office of transit", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if document.transit_offices().is_empty() && is_needed(document, context) {
        let advice = "Give the customs offices of transit on the route.";
        report.find(path!("goodsShipment.transitOffices"), advice);
    }
}

fn is_needed(document: &Document, context: &Context<'_>) -> bool {
    let (from, to) = (document.departure_country(), document.destination_country());
    let convention = |country: &str| context.holds("CL112", country);
    if document.declares(&["TIR", "T2SM"]) || (convention(from) && from == to) {
        return false;
    }
    let routed = document.consignment().is_some_and(|consignment| {
        let countries = consignment.itinerary.iter();
        countries
            .filter_map(|step| given(&step.country))
            .any(convention)
    });
    let exits = document
        .shipment()
        .is_some_and(|shipment| !shipment.exit_offices_for_transit.is_empty());
    document.declares(&["T2"])
        || (document.declares(&["T"]) && has_union_goods(document))
        || [from, to]
            .iter()
            .any(|country| convention(country) || *country == "AD")
        || routed
        || exits
}

fn has_union_goods(document: &Document) -> bool {
    let items = document.items().iter();
    items
        .map(|item| given(&item.decl_type))
        .any(|code| code == Some("T2"))
}
