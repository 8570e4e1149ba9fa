//! What follows a request for invalidation, CC014C? A decision before release (CC009C), a rejection
//! after it (CC056C, out of sequence).

use std::sync::Arc;

use super::course;
use crate::answer::Decision;
use crate::commission::Domain;
use crate::commission::objection::out_of_sequence;
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;

/// Takes a request for invalidation up that raised no objection.
pub(super) fn react(
    domain: &Domain,
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
    own: &Markers,
) {
    let Some(declaration) = &conversation.declaration else {
        return;
    };
    if !declaration.status.is_open() {
        return conversation.say(origin, out_of_sequence(domain, origin));
    }
    let is_refused =
        own.has(Marker::NoInvalidation) || declaration.markers().has(Marker::NoInvalidation);
    if is_refused {
        return conversation.say_first(origin, course::decision_of(Decision::Refused));
    }
    // Nothing more is said about a declaration that is no longer there.
    conversation.pending.clear();
    conversation.say(origin, course::decision_of(Decision::Granted));
}
