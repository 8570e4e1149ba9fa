//! What follows the arrival at the office of exit, CC507C? The goods may leave (CC525C) and do
//! (CC599C), or are stopped there, as the course says; before release and after the exit it is
//! rejected (CC557C).

use std::sync::Arc;

use super::course;
use super::messages::cc561c;
use crate::answer::say;
use crate::commission::Domain;
use crate::commission::objection::out_of_sequence;
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::status::Status;

/// Takes an arrival up that raised no objection.
pub(super) fn react(
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
    let stopped = Markers::of([(Marker::Stopped, 0)]);
    let control = own.has(Marker::Control).then(|| say(&cc561c::KIND));
    let exit = course::exit(if is_stopped { &stopped } else { own });
    conversation.plan(origin, control.into_iter().chain(exit));
}
