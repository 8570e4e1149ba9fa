//! What follows what a trader says of an export after its declaration? A request for invalidation, the
//! answer to an enquiry, the arrival at the exit.

use std::sync::Arc;

use super::course;
use super::messages::{control, exit, origin_text};
use crate::answer::{Decision, say};
use crate::commission::Domain;
use crate::commission::objection::{out_of_sequence, rejection};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::status::Status;

/// What follows a request for invalidation, CC514C? It is granted (CC509C) as long as the goods have
/// not left, or rejected as a whole (CC556C): no message says that customs does not invalidate.
///
/// Takes a request for invalidation up that raised no objection.
pub(super) fn react_invalidation(
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

/// What follows the answer to an enquiry, CC583C? Goods that have left by what it says are confirmed
/// (CC599C); of goods that are still to leave nothing is said.
///
/// Takes an answer up that raised no objection. It may come before customs asks.
pub(super) fn react_enquiry(
    domain: &Domain,
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
) {
    let Some(declaration) = &conversation.declaration else {
        return;
    };
    if declaration.status != Status::Released {
        return conversation.say(origin, out_of_sequence(domain, origin));
    }
    if origin_text(origin, "ExportOperation/exitDate").is_some() {
        conversation.plan(origin, [say(&exit::CC599C)]);
    }
}

/// What follows the arrival at the office of exit, CC507C? The goods may leave (CC525C) and do
/// (CC599C), or are stopped there, as the course says; before release and after the exit it is
/// rejected (CC557C).
///
/// Takes an arrival up that raised no objection.
pub(super) fn react_arrival(
    domain: &Domain,
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
    own: &Markers,
) {
    let Some(declaration) = &conversation.declaration else {
        return;
    };
    if declaration.status != Status::Released {
        return conversation.say(origin, out_of_sequence(domain, origin));
    }
    let is_stopped = own.has(Marker::Stopped) || declaration.markers().has(Marker::Stopped);
    let stopped = Markers::from_pairs([(Marker::Stopped, 0)]);
    let control = own.has(Marker::Control).then(|| say(&control::CC561C));
    let exit = course::exit(if is_stopped { &stopped } else { own });
    conversation.plan(origin, control.into_iter().chain(exit));
}
