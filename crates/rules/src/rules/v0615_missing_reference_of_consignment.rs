use crate::reading::{Reading, has_reference};
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
        .consignment()
        .is_some_and(|consignment| !consignment.transport_contract_documents.is_empty());
    if documented || has_reference(document.shipment_ucr()) {
        return;
    }
    if document
        .items()
        .iter()
        .any(|item| !has_reference(item.ucr.as_deref()))
    {
        let advice = "Give a transport document, or the UCR of the shipment or of each item.";
        report.find(
            "goodsShipment.consignment.transportContractDocuments",
            advice,
        );
    }
}
