use cas_model::path;

use crate::reading::{Level, Reading, has_reference};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A consignment has a transport document or a unique consignment reference: for the
    /// shipment, or for each item.
    ///
    /// Source: condition C0502.
    V0615: "Missing transport document or UCR", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let documented = document
        .transport_documents()
        .any(|(place, _)| !matches!(place.level(), Level::Item(_)));
    let Some(shipment) = document.shipment() else {
        return;
    };
    // C0502 asks of items only where no house has one.
    let mut houses = shipment.house_consignments.iter();
    let is_referenced = has_reference(document.shipment_ucr())
        || houses.any(|house| has_reference(house.ucr.as_deref()));
    if documented || is_referenced {
        return;
    }
    let mut items = document.items().iter();
    if items.any(|item| !has_reference(item.ucr.as_deref())) {
        let advice = "Give a transport document, or the UCR of the shipment or of each item.";
        report.find(
            path!("goodsShipment.consignment.transportContractDocuments"),
            advice,
        );
    }
}
