//! What must a message of the customer say, that it can be carried out at all?

use cas_model::document::{CustomsShipment, ShipmentEvent};
use cas_model::message_type::MessageType;
use cas_model::structure::StructureError;
use cas_model::{KnownPath, path};

/// Longest reference, in characters.
const MAX_REFERENCE: usize = 70;

/// The events that steps of a flow may wait for.
const EVENTS: &[&str] = &["arrival", "stock", "start"];

/// What a shipment needs to be identified at all.
pub(super) fn faults_of_shipment(shipment: &CustomsShipment) -> Vec<StructureError> {
    let reference = reference_fault(shipment.external_reference.as_deref());
    let direction = match (&shipment.direction, shipment.direction()) {
        (Some(_), Some(_)) => None,
        (Some(_), None) => Some(fault(
            path!(CustomsShipment: "direction"),
            "must be IN or OUT",
        )),
        (None, _) => Some(fault(
            path!(CustomsShipment: "direction"),
            "is required: IN or OUT",
        )),
    };
    let message_type = MessageType::parse(shipment.message_type.as_deref());
    let message_type = message_type.is_none().then(|| {
        fault(
            path!(CustomsShipment: "messageType"),
            "must be New, Replace, Update or Upsert",
        )
    });
    [reference, direction, message_type]
        .into_iter()
        .flatten()
        .collect()
}

fn reference_fault(reference: Option<&str>) -> Option<StructureError> {
    let reference = reference.map_or("", str::trim);
    let message = match reference.chars().count() {
        0 => NO_REFERENCE.to_owned(),
        count if count > MAX_REFERENCE => {
            format!("must have at most {MAX_REFERENCE} characters, not {count}")
        }
        _ => return None,
    };
    Some(fault(path!(CustomsShipment: "externalReference"), message))
}

const NO_REFERENCE: &str = "is required: your reference of the shipment";

/// What an event needs to be carried out at all.
pub(super) fn faults_of_event(event: &ShipmentEvent) -> Vec<StructureError> {
    let reference = event.external_reference.as_deref().map_or("", str::trim);
    let no_reference = reference
        .is_empty()
        .then(|| fault(path!(ShipmentEvent: "externalReference"), NO_REFERENCE));
    let no_direction = event
        .direction()
        .is_none()
        .then(|| fault(path!(ShipmentEvent: "direction"), "is required: IN or OUT"));
    let named = event.event.as_deref().unwrap_or_default();
    let no_event = (!EVENTS.contains(&named)).then(|| {
        fault(
            path!(ShipmentEvent: "event"),
            format!("must be one of {}", EVENTS.join(", ")),
        )
    });
    let no_step = (named == "start" && event.step.is_none()).then(|| {
        fault(
            path!(ShipmentEvent: "step"),
            "is required: the step to start",
        )
    });
    [no_reference, no_direction, no_event, no_step]
        .into_iter()
        .flatten()
        .collect()
}

fn fault(path: KnownPath, message: impl Into<String>) -> StructureError {
    StructureError {
        path: path.into(),
        message: message.into(),
    }
}
