//! IE801: the movement is validated, and has its ARC; or its destination changed, and the sequence
//! number rose. It repeats the movement, so that one submitted elsewhere can begin here.

use cas_gateway::{Inbound, Opening};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::{day, movement, optional, required, secondary};
use crate::emcs::tables::{self, DECLARATION_TYPE};
use crate::xml::Element;

pub(super) const IE801: AnswerKind = AnswerKind {
    name: "IE801",
    read,
    event: |message| match message.facts.sequence_number {
        Some(2..) => Event::DestinationChanged,
        Some(_) | None => Event::Accepted,
    },
};

/// The movement as it goes on to its new destination: ours, with what a change of destination
/// changes as customs has it now.
#[must_use]
pub fn restated(
    message: &Inbound,
    document: &SingleAdministrativeDocument,
) -> Option<Box<SingleAdministrativeDocument>> {
    let theirs = match (&message.opening, message.facts.sequence_number) {
        (Some(opening), Some(2..)) => &opening.document,
        _ => return None,
    };
    let mut restated = Box::new(document.clone());
    restated.excise_movement.clone_from(&theirs.excise_movement);
    restated.guarantor.clone_from(&theirs.guarantor);
    let shipment = restated.goods_shipment.get_or_insert_default();
    let theirs = theirs.goods_shipment.as_deref()?;
    shipment.consignee.clone_from(&theirs.consignee);
    let mode = theirs.consignment.as_deref()?.inland_mode.clone();
    shipment.consignment.get_or_insert_default().inland_mode = mode;
    Some(restated)
}

fn read(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "ExciseMovement", message)?;
    let sequence = required(container, "HeaderEadEsad/SequenceNumber")?;
    let sequence = sequence
        .parse()
        .map_err(|_| format!("HeaderEadEsad/SequenceNumber is no number: {sequence}"))?;
    message.facts.sequence_number = Some(sequence);
    let validated = day(container, "ExciseMovement/DateAndTimeOfValidationOfEadEsad");
    message.facts.acceptance_date = secondary(validated, &mut message);
    let lrn = required(container, "EadEsad/LocalReferenceNumber")?.to_owned();
    message.correlation.lrn = Some(lrn.clone());
    let mut document = Box::<SingleAdministrativeDocument>::default();
    let table = &tables::IE801.table;
    table.read(container, &mut *document, &mut message.unread);
    message.opening = Some(Opening {
        document,
        lrn,
        declaration_type: DECLARATION_TYPE,
        jurisdiction: String::new(),
        event: Event::MovementOpened,
        split_from: optional(container, "EadEsad/UpstreamArc"),
        own_sides: None,
    });
    Ok(vec![message])
}
