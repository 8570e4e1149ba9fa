//! What says that customs has a declaration: received, accepted, and what of its amendments?

use cas_model::lifecycle::Event;

use super::OPERATION;
use crate::answer::AnswerKind;
use crate::commission::decode::{acceptance, acknowledgement, acknowledgement_event};
use crate::reading::required;

/// CC928C: customs has received the declaration. Of a pre-lodged one it means that it is
/// registered until the goods are presented. It is not among the messages whose types we have, but
/// the same in all of the Commission's systems where a national customs sends it.
pub(super) const CC928C: AnswerKind = AnswerKind {
    name: "CC928C",
    read: |root, message| acknowledgement(root, OPERATION, message),
    event: |_, document| acknowledgement_event(document),
};

/// CC528C: the declaration is accepted, and has its MRN.
pub(super) const CC528C: AnswerKind = AnswerKind {
    name: "CC528C",
    read: |root, message| acceptance(root, OPERATION, message),
    event: |_, _| Event::Accepted,
};

/// CC504C: an amendment is accepted.
pub(super) const CC504C: AnswerKind = AnswerKind {
    name: "CC504C",
    read: |root, _| required(root, "ExportOperation/amendmentAcceptanceDateAndTime").map(drop),
    event: |_, _| Event::AmendmentAccepted,
};
