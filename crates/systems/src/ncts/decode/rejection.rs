//! What sends a declaration back: rejected, or with a guarantee that does not hold?

use cas_gateway::Inbound;
use cas_model::declaration::InvalidGuarantee;
use cas_model::lifecycle::Event;

use super::OPERATION;
use crate::answer::AnswerKind;
use crate::commission::decode::{rejection, rejection_event};
use crate::reading::{coded, optional, required};
use crate::xml::Element;

/// CC056C: a message of ours is rejected. Which one, customs says by a code of CL560.
pub(super) const CC056C: AnswerKind = AnswerKind {
    name: "CC056C",
    read: |root, message| rejection(root, OPERATION, REJECTIONS, message),
    event: |message, _| rejection_event(REJECTIONS, message),
};

/// What is rejected (CL560), of the messages that we may have sent.
const REJECTIONS: &[(&str, Event)] = &[
    ("013", Event::AmendmentRejected),
    ("014", Event::InvalidationRefused),
    ("015", Event::DeclarationRejected),
    ("170", Event::PresentationRejected),
];

/// CC055C: guarantees are not valid. The declaration waits for an amendment.
pub(super) const CC055C: AnswerKind = AnswerKind {
    name: "CC055C",
    read,
    event: |_, _| Event::GuaranteeRefused,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "TransitOperation/MRN")?;
    let guarantees = root.children_named("GuaranteeReference").map(guarantee);
    message.facts.invalid_guarantees = guarantees.collect();
    if message.facts.invalid_guarantees.is_empty() {
        return Err("GuaranteeReference is missing".to_owned());
    }
    Ok(())
}

fn guarantee(reference: &Element) -> InvalidGuarantee {
    InvalidGuarantee {
        grn: optional(reference, "GRN").unwrap_or_default(),
        reasons: coded(reference, "InvalidGuaranteeReason", "code", "text"),
    }
}
