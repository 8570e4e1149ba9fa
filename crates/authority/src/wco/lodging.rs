//! What follows a declaration? The course that its markers choose: rejection, or acceptance, and
//! then what the dialect says, from duties to clearance.

use super::Dialect;
use super::refusal::{refusal, rejection};
use crate::answer::{Act, Answer, Decision, Detail, say, told};
use crate::conversation::{Conversation, Declaration, wait};
use crate::course::Course;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::seed;
use crate::system::{Reception, scripted};

/// Takes a declaration up that raised no objection.
pub(super) fn react(dialect: &Dialect, conversation: &mut Conversation, reception: Reception) {
    let known = conversation.declaration.as_ref();
    if known.is_some_and(Declaration::is_known) {
        let taken = refusal(dialect, dialect.faults.taken);
        return conversation.say(&reception.origin, taken);
    }
    let origin = &reception.origin;
    let time = conversation.ordinal(&origin.message);
    let acts = scripted(dialect, &reception, None)
        .unwrap_or_else(|| lodged(dialect, &reception.course.markers, origin, time));
    let mrn = mrn(dialect, origin, reception.seed, time);
    conversation.declaration = Some(Declaration {
        is_prelodged: (dialect.is_prelodged)(origin),
        ..Declaration::lodged(origin, reception.course, mrn, &acts)
    });
    conversation.plan(&reception.origin, acts);
}

/// Takes a declaration up only to reject it.
pub(super) fn reject(
    dialect: &Dialect,
    conversation: &mut Conversation,
    reception: Reception,
    answer: Answer,
) {
    let origin = &reception.origin;
    // A second use of the LRN does not undo the first.
    let known = conversation.declaration.as_ref();
    if !known.is_some_and(Declaration::is_known) {
        let time = conversation.ordinal(&origin.message);
        let mrn = mrn(dialect, origin, reception.seed, time);
        let acts = [Act::Say(answer.clone())];
        let rejected = Declaration::lodged(origin, Course::default(), mrn, &acts);
        conversation.declaration = Some(rejected);
    }
    conversation.say(origin, answer);
}

/// The MRN of a declaration: its year, and the letter of its direction.
fn mrn(dialect: &Dialect, origin: &Origin, seed: u64, time: u32) -> String {
    let names = [&origin.sender, &origin.lrn, "MRN", &time.to_string()];
    let serial = seed::serial(seed, &names, 12);
    let year = u8::try_from(origin.prepared.year().rem_euclid(100)).unwrap_or(0);
    let letter = if (dialect.is_export)(origin) {
        'A'
    } else {
        'R'
    };
    cas_model::formats::mrn_of(year, dialect.country, &serial, letter).unwrap_or_default()
}

/// The course of a declaration that was just lodged, for the so-manieth time.
fn lodged(dialect: &Dialect, markers: &Markers, origin: &Origin, time: u32) -> Vec<Act> {
    if markers.has(Marker::Silent) {
        return Vec::new();
    }
    if markers.applies(Marker::Reject, time) {
        let problems = (dialect.example_problems)(origin);
        return vec![Act::Say(rejection(dialect, problems))];
    }
    let acts = if (dialect.is_prelodged)(origin) {
        vec![say(dialect.kinds.received)]
    } else {
        accepted(dialect, markers, origin)
    };
    told(acts, markers)
}

/// The course once the goods are there.
pub(super) fn accepted(dialect: &Dialect, markers: &Markers, origin: &Origin) -> Vec<Act> {
    let mut acts = vec![say(dialect.kinds.accepted)];
    acts.extend(markers.number(Marker::Delay).map(wait));
    if markers.has(Marker::Amend) {
        acts.push(say(dialect.kinds.queried));
        return acts;
    }
    if markers.has(Marker::Hold) {
        return acts;
    }
    if markers.has(Marker::Invalidate) {
        let detail = Detail::Decision(Decision::ByCustoms);
        let invalidated = Answer::detailed(dialect.kinds.invalidated, detail);
        acts.push(Act::Say(invalidated));
        return acts;
    }
    acts.extend((dialect.cleared)(markers, origin));
    acts
}
