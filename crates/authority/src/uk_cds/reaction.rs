//! What follows a message of the trader? An objection, or what the file of its kind has to say.

use std::sync::Arc;

use super::messages as m;
use super::{AMENDMENT, ARRIVAL, CANCELLATION, DECLARATION, UkCds};
use super::{amendment, invalidation, lodging, presentation};
use crate::answer::{Answer, Decision, Detail, Problem};
use crate::conversation::Conversation;
use crate::kind::Kind;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::{Reception, scripted};

/// Plans what follows a message.
pub(super) fn react(conversation: &mut Conversation, mut reception: Reception) {
    let origin = Arc::clone(&reception.origin);
    let is_declaration = origin.message == DECLARATION;
    let problems = std::mem::take(&mut reception.inspection.problems);
    if !is_declaration && conversation.declaration.is_none() {
        return conversation.say(&origin, unknown());
    }
    if problems.is_empty() {
        return answer(conversation, &origin, reception);
    }
    let answer = rejection(problems);
    if is_declaration && !origin.lrn.is_empty() {
        return lodging::reject(conversation, reception, answer);
    }
    conversation.say_first(&origin, answer);
}

/// Answers a message that nothing stands against.
fn answer(conversation: &mut Conversation, origin: &Arc<Origin>, reception: Reception) {
    if origin.message == DECLARATION {
        return lodging::react(conversation, reception);
    }
    let declaration = conversation.declaration.as_mut();
    if let Some(acts) = scripted(&UkCds, &reception, declaration) {
        return conversation.plan(origin, acts);
    }
    let own = &reception.course.markers;
    if is_met_with_silence(conversation, origin, own) {
        return amendment::keep(conversation, origin);
    }
    match origin.message.as_str() {
        AMENDMENT => amendment::react(conversation, origin, own),
        CANCELLATION => invalidation::react(conversation, origin, own),
        ARRIVAL => presentation::react(conversation, origin),
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
pub(super) fn rejection(problems: Vec<Problem>) -> Answer {
    Answer::detailed(&m::dmsrej::KIND, Detail::Problems(problems))
}

/// The rejection of a message that names no declaration, or one that it does not fit.
pub(super) fn unknown() -> Answer {
    rejection(vec![problem("42A:D014", "CDS12015")])
}

/// A decision on a request.
pub(super) fn decision(decision: Decision) -> Answer {
    Answer::detailed(&m::dmsreq::KIND, Detail::Decision(decision))
}

/// A problem at a place, which is written as sections and, after a colon, the tag of the last.
pub(super) fn problem(pointer: &str, code: &'static str) -> Problem {
    Problem {
        pointer: pointer.to_owned(),
        code,
        reason: "",
        value: None,
    }
}

/// An answer that is only named, with the detail it cannot do without.
pub(super) fn with_detail(kind: &'static Kind, markers: &Markers, origin: &Origin) -> Answer {
    let is_refused = markers.has(Marker::NoAmendment) || markers.has(Marker::NoInvalidation);
    let is_requested = origin.message == CANCELLATION && !markers.has(Marker::Invalidate);
    let detail = match kind.code {
        "DMSREJ" => Detail::Problems(lodging::example_problems(origin)),
        "DMSREQ" if is_refused => Detail::Decision(Decision::Refused),
        "DMSREQ" => Detail::Decision(Decision::Granted),
        "DMSINV" if is_requested => Detail::Decision(Decision::Granted),
        "DMSINV" => Detail::Decision(Decision::ByCustoms),
        "DMSTAX" => Detail::Code(m::dmstax::FINAL),
        _ => Detail::Plain,
    };
    Answer::detailed(kind, detail)
}
