//! What follows a request for invalidation, CC514C? It is granted (CC509C) as long as the goods have
//! not left, or rejected as a whole (CC556C): no message says that customs does not invalidate.

use std::sync::Arc;

use super::course;
use crate::answer::Decision;
use crate::commission::Domain;
use crate::commission::objection::{out_of_sequence, rejection};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::status::Status;

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
    if !declaration.status.is_open() && declaration.status != Status::Released {
        return conversation.say(origin, out_of_sequence(domain, origin));
    }
    let is_refused =
        own.has(Marker::NoInvalidation) || declaration.markers().has(Marker::NoInvalidation);
    if is_refused {
        return conversation.say_first(origin, rejection(domain, origin, Vec::new()));
    }
    // Nothing more is said about a declaration that is no longer there.
    conversation.pending.clear();
    conversation.plan(origin, [course::invalidated(Decision::Granted)]);
}
