//! CC056C: a message of ours is rejected. Which one, customs says by a code of CL560.

use cas_gateway::{CustomsError, Inbound};
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{functional_errors, optional, required};
use crate::ncts::codes::rejection_meaning;
use crate::xml::Element;

pub(super) const CC056C: Kind = Kind {
    name: "CC056C",
    read,
    event: |message, _| {
        let rejected = message.rejected_type.as_deref();
        let known = REJECTIONS.iter().find(|(code, _)| Some(*code) == rejected);
        known.map_or(Event::MessageRefused, |(_, event)| *event)
    },
};

/// What is rejected (CL560), of the messages that we may have sent.
const REJECTIONS: &[(&str, Event)] = &[
    ("013", Event::AmendmentRejected),
    ("014", Event::InvalidationRefused),
    ("015", Event::DeclarationRejected),
    ("170", Event::PresentationRejected),
];

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let rejected = required(root, "TransitOperation/businessRejectionType")?;
    if !REJECTIONS.iter().any(|(code, _)| *code == rejected) {
        return Err(format!(
            "businessRejectionType {rejected} is of no message that this system sends"
        ));
    }
    message.rejected_type = Some(rejected.to_owned());
    message.errors = functional_errors(root)?;
    if message.errors.is_empty() {
        message.errors.push(rejection(root)?);
    }
    Ok(())
}

/// The rejection as a whole, for when customs lists no errors.
fn rejection(root: &Element) -> Result<CustomsError, String> {
    let code = required(root, "TransitOperation/rejectionCode")?;
    let reason = optional(root, "TransitOperation/rejectionReason")
        .or_else(|| rejection_meaning(code).map(str::to_owned));
    Ok(CustomsError {
        code: code.to_owned(),
        reason: reason.unwrap_or_default(),
        pointer: None,
        original_value: None,
    })
}
