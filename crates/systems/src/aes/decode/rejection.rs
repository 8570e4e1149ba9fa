//! CC556C: the office of export rejects a message of ours; CC557C: the office of exit does. Which
//! message it was, customs says by the number of its type.

use cas_model::lifecycle::Event;

use super::OPERATION;
use crate::answer::AnswerKind;
use crate::commission::decode::{rejection, rejection_event};

pub(super) const CC556C: AnswerKind = AnswerKind {
    name: "CC556C",
    read: |root, message| rejection(root, OPERATION, AT_EXPORT, message),
    event: |message, _| rejection_event(AT_EXPORT, message),
};

pub(super) const CC557C: AnswerKind = AnswerKind {
    name: "CC557C",
    read: |root, message| rejection(root, OPERATION, AT_EXIT, message),
    event: |message, _| rejection_event(AT_EXIT, message),
};

/// What is rejected at export, of the messages that we may have sent. The answer to an enquiry
/// changes nothing, and its rejection neither.
const AT_EXPORT: &[(&str, Event)] = &[
    ("511", Event::PresentationRejected),
    ("513", Event::AmendmentRejected),
    ("514", Event::InvalidationRefused),
    ("515", Event::DeclarationRejected),
    ("583", Event::MessageRefused),
];

/// What is rejected at exit, of the messages that we may have sent.
const AT_EXIT: &[(&str, Event)] = &[("507", Event::MessageRefused)];
