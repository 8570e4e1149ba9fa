//! What follows an amendment, CC013C? Before release it is accepted (CC004C), and a guarantee that
//! was not valid is valid now; after release, or where the course says so, it is rejected.

use std::sync::Arc;

use super::Status;
use super::answer::Answer;
use super::conversation::Conversation;
use super::lodging;
use super::messages;
use super::office::out_of_sequence;
use super::origin::Origin;
use crate::marker::{Marker, Markers};

/// Takes an amendment up that raised no objection.
pub(crate) fn react(conversation: &mut Conversation, origin: &Arc<Origin>, own: &Markers) {
    let Some(declaration) = &mut conversation.declaration else {
        return;
    };
    if !declaration.status.is_open() {
        return conversation.say(origin, out_of_sequence(origin));
    }
    if own.has(Marker::NoAmendment) || declaration.markers().has(Marker::NoAmendment) {
        let problems = lodging::example_problems(origin);
        return conversation.say_first(origin, Answer::rejection(problems));
    }
    // The amended declaration is lodged under the LRN it had, whichever reference it was named by.
    declaration.document = Some(Arc::clone(origin));
    let waited_for_guarantee = declaration.status == Status::GuaranteeNotValid;
    let then = if waited_for_guarantee {
        declaration.status = Status::Accepted;
        lodging::released(&declaration.course.markers)
    } else {
        Vec::new()
    };
    conversation.say_first(origin, Answer::plain(&messages::cc004c::KIND));
    conversation.plan(origin, then);
}
