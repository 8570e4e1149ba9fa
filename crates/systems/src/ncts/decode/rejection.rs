//! CC056C: a message of ours is rejected. Which one, customs says by a code of CL560.

use cas_model::lifecycle::Event;

use super::OPERATION;
use crate::answer::Kind;
use crate::commission::decode::{rejection, rejection_event};

pub(super) const CC056C: Kind = Kind {
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
