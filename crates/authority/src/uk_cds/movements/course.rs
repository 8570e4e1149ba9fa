//! What follows a movement? Its answer; the acceptance of what was lodged before the goods were
//! there, and all that follows it; and how the consignment stands then.

use std::sync::Arc;

use super::messages::{CONTROL, MOVEMENT, REJECTION, TOTALS, status};
use super::{ARRIVAL, DEPARTURE};
use crate::answer::{Act, Answer, Detail, Problem, say};
use crate::conversation::Conversation;
use crate::marker::Marker;
use crate::origin::Origin;
use crate::status::Status;
use crate::system::{Reception, System, scripted};
use crate::wco::{Dialect, presentation};

/// The declaration's notification that its goods have left.
const EXIT: &str = "DMSEOG";

/// Takes a movement up.
pub(super) fn react(dialect: &Dialect, conversation: &mut Conversation, mut reception: Reception) {
    let origin = Arc::clone(&reception.origin);
    let problems = std::mem::take(&mut reception.inspection.problems);
    let time = conversation.ordinal(&origin.message);
    let Some(declaration) = conversation.declaration.as_mut() else {
        return conversation.say(&origin, rejection(vec![problem("16")]));
    };
    let own = &reception.course.markers;
    let is_arrival = origin.message == ARRIVAL;
    let silence = if is_arrival {
        Marker::Silent170
    } else {
        Marker::Silent
    };
    if own.has(silence) || declaration.markers().has(silence) {
        return;
    }
    if !problems.is_empty() {
        return conversation.say_first(&origin, rejection(problems));
    }
    if own.applies(Marker::Reject, time) {
        return conversation.say_first(&origin, rejection(vec![problem("27")]));
    }
    if let Some(acts) = scripted(dialect, &reception, Some(declaration)) {
        return conversation.plan(&origin, acts);
    }
    match declaration.status {
        Status::Rejected | Status::Invalidated | Status::Discharged | Status::NotReleased => {
            conversation.say(&origin, rejection(vec![problem("15")]));
        }
        status if origin.message == DEPARTURE && status != Status::Released => {
            conversation.say(&origin, rejection(vec![problem("14")]));
        }
        Status::Received
        | Status::Acknowledged
        | Status::Accepted
        | Status::UnderControl
        | Status::AmendmentRequested
        | Status::GuaranteeNotValid
        | Status::Released => {
            if is_arrival {
                arrive(dialect, conversation, &origin);
            } else {
                depart(dialect, conversation, &origin);
            }
        }
    }
}

/// The goods are there. What was lodged before is accepted, in the conversation that it began.
fn arrive(dialect: &Dialect, conversation: &mut Conversation, origin: &Arc<Origin>) {
    conversation.plan(origin, [coded(&MOVEMENT, status::ARRIVED)]);
    let document = conversation.declaration.as_ref();
    let Some(document) = document.and_then(|known| known.document.clone()) else {
        return;
    };
    let declaration = conversation.declaration.as_mut();
    let acts = declaration.map(|known| presentation::arrive(dialect, known));
    let acts = acts.unwrap_or_default();
    let is_cleared = acts.iter().any(|act| match act {
        Act::Say(answer) => answer.kind.moves_to == Some(Status::Released),
        Act::Wait(_) => false,
    });
    conversation.plan(&document, acts);
    if is_cleared {
        conversation.plan(origin, [coded(&TOTALS, status::CLEARED)]);
    }
}

/// The goods have left.
fn depart(dialect: &Dialect, conversation: &mut Conversation, origin: &Arc<Origin>) {
    conversation.plan(origin, [say(&CONTROL), coded(&TOTALS, status::DEPARTED)]);
    let declaration = conversation.declaration.as_ref();
    let exit = (dialect as &dyn System).kind(EXIT);
    if let Some(document) = declaration.and_then(|known| known.document.clone()) {
        conversation.plan(&document, exit.map(say));
    }
}

fn coded(kind: &'static crate::answer::MessageBehaviour, code: &'static str) -> Act {
    Act::Say(Answer::detailed(kind, Detail::Code(code)))
}

fn rejection(problems: Vec<Problem>) -> Answer {
    Answer::detailed(&REJECTION, Detail::Problems(problems))
}

/// An error, whose code says all.
pub(super) fn problem(code: &'static str) -> Problem {
    Problem {
        pointer: String::new(),
        code,
        reason: "",
        value: None,
    }
}
