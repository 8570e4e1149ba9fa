//! What follows a message of the trader? An objection, or what the file of its kind has to say.

use std::sync::Arc;

use super::{
    AMENDMENT, ARRIVAL, CANCELLATION, DECLARATION, Dialect, Fault, amendment, invalidation,
    lodging, presentation,
};
use crate::answer::{Answer, Decision, Detail, Problem};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::{Reception, scripted};

/// Plans what follows a message.
pub(crate) fn react(dialect: &Dialect, conversation: &mut Conversation, mut reception: Reception) {
    let origin = Arc::clone(&reception.origin);
    let is_declaration = origin.message == DECLARATION;
    let problems = std::mem::take(&mut reception.inspection.problems);
    if !is_declaration && conversation.declaration.is_none() {
        return conversation.say(&origin, refusal(dialect, dialect.faults.unknown));
    }
    if problems.is_empty() {
        return answer(dialect, conversation, &origin, reception);
    }
    let answer = rejection(dialect, problems);
    if is_declaration && !origin.lrn.is_empty() {
        return lodging::reject(dialect, conversation, reception, answer);
    }
    conversation.say_first(&origin, answer);
}

/// Answers a message that nothing stands against.
fn answer(
    dialect: &Dialect,
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
    reception: Reception,
) {
    if origin.message == DECLARATION {
        return lodging::react(dialect, conversation, reception);
    }
    let declaration = conversation.declaration.as_mut();
    if let Some(acts) = scripted(dialect, &reception, declaration) {
        return conversation.plan(origin, acts);
    }
    let own = &reception.course.markers;
    if is_met_with_silence(conversation, origin, own) {
        return amendment::keep(dialect, conversation, origin);
    }
    match origin.message.as_str() {
        AMENDMENT => amendment::react(dialect, conversation, origin, own),
        CANCELLATION => invalidation::react(dialect, conversation, origin, own),
        ARRIVAL => presentation::react(dialect, conversation, origin),
        // The door knows no other message.
        _ => {}
    }
}

/// Whether nothing is said to a message that follows a declaration.
fn is_met_with_silence(conversation: &Conversation, origin: &Origin, own: &Markers) -> bool {
    let marker = match origin.message.as_str() {
        AMENDMENT => Marker::Silent013,
        CANCELLATION => Marker::Silent014,
        _ => Marker::Silent170,
    };
    let declaration = conversation.declaration.as_ref();
    own.has(Marker::Silent)
        || own.has(marker)
        || declaration.is_some_and(|known| known.markers().has(marker))
}

/// A rejection for these errors.
pub(crate) fn rejection(dialect: &Dialect, problems: Vec<Problem>) -> Answer {
    Answer::detailed(dialect.kinds.rejected, Detail::Problems(problems))
}

/// A rejection for one fault.
pub(super) fn refusal(dialect: &Dialect, fault: Fault) -> Answer {
    rejection(dialect, vec![fault.into()])
}

/// A decision on a request.
pub(super) fn decision(dialect: &Dialect, decision: Decision) -> Answer {
    Answer::detailed(dialect.kinds.decided, Detail::Decision(decision))
}

/// The detail that a rejection or a decision cannot do without, when it is only named.
pub(crate) fn detail(
    dialect: &Dialect,
    kind: &str,
    markers: &Markers,
    origin: &Origin,
) -> Option<Detail> {
    let is_refused = markers.has(Marker::NoAmendment) || markers.has(Marker::NoInvalidation);
    let is_requested = origin.message == CANCELLATION && !markers.has(Marker::Invalidate);
    let kinds = &dialect.kinds;
    let decided = |is_so: bool, then: Decision, otherwise: Decision| {
        Some(Detail::Decision(if is_so { then } else { otherwise }))
    };
    match kind {
        kind if kind == kinds.rejected.code => {
            Some(Detail::Problems((dialect.example_problems)(origin)))
        }
        kind if kind == kinds.decided.code => {
            decided(is_refused, Decision::Refused, Decision::Granted)
        }
        kind if kind == kinds.invalidated.code => {
            decided(is_requested, Decision::Granted, Decision::ByCustoms)
        }
        _ => None,
    }
}
