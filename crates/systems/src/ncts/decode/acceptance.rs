//! What says that customs has a declaration: received, accepted, and what of its amendments?

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::OPERATION;
use crate::answer::AnswerKind;
use crate::commission::decode::{
    acceptance, acknowledgement, acknowledgement_event, functional_errors,
};
use crate::reading::required;
use crate::xml::Element;

/// CC928C: customs has received the declaration. Of a pre-lodged one it means that it is
/// registered until the goods are presented.
pub(super) const CC928C: AnswerKind = AnswerKind {
    name: "CC928C",
    read: |root, message| acknowledgement(root, OPERATION, message),
    event: |_, document| acknowledgement_event(document),
};

/// CC028C: the declaration is accepted, and has its MRN.
pub(super) const CC028C: AnswerKind = AnswerKind {
    name: "CC028C",
    read: |root, message| acceptance(root, OPERATION, message),
    event: |_, _| Event::Accepted,
};

/// CC004C: an amendment is accepted. CC022C: customs asks for one, with what is wrong.
pub(super) const CC004C: AnswerKind = AnswerKind {
    name: "CC004C",
    read: |root, _| required(root, "TransitOperation/amendmentAcceptanceDateAndTime").map(drop),
    event: |_, _| Event::AmendmentAccepted,
};

pub(super) const CC022C: AnswerKind = AnswerKind {
    name: "CC022C",
    read: read_request,
    event: |_, _| Event::AmendmentAskedByCustoms,
};

fn read_request(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "TransitOperation/MRN")?;
    message.errors = functional_errors(root);
    Ok(())
}
