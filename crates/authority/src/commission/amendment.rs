//! What follows an amendment? Before release it is accepted, and where customs waited for it the
//! goods are released, unless they are held; after release, or where the course says so, it is
//! rejected.

use std::sync::Arc;

use super::objection::{out_of_sequence, rejection};
use super::{Domain, lodging};
use crate::answer::Answer;
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::status::Status;

/// Takes an amendment up that raised no objection.
pub(super) fn react(
    domain: &Domain,
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
    own: &Markers,
) {
    let Some(declaration) = &mut conversation.declaration else {
        return;
    };
    if !declaration.status.is_open() {
        return conversation.say(origin, out_of_sequence(domain, origin));
    }
    if own.has(Marker::NoAmendment) || declaration.markers().has(Marker::NoAmendment) {
        let problems = lodging::example_problems(domain, origin);
        return conversation.say_first(origin, rejection(domain, origin, problems));
    }
    declaration.amendment = Some(Arc::clone(origin));
    let goes_on = declaration.status.awaits_amendment() && !declaration.markers().has(Marker::Hold);
    let then = if goes_on {
        // Once only, however many amendments come before the first is answered.
        declaration.status = Status::Accepted;
        (domain.released)(declaration.markers())
    } else {
        Vec::new()
    };
    conversation.say_first(origin, Answer::plain(domain.acceptance_of_amendment));
    conversation.plan(origin, then);
}

/// Keeps an amendment that nothing is said to: the authority may be told to accept it later.
pub(super) fn keep(domain: &Domain, conversation: &mut Conversation, origin: &Arc<Origin>) {
    let declaration = conversation.declaration.as_mut();
    let open = declaration.filter(|known| known.status.is_open());
    if origin.message == domain.amendment
        && let Some(declaration) = open
    {
        declaration.amendment = Some(Arc::clone(origin));
    }
}
