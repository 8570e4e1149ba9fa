//! What follows a declaration? The course that its markers choose: rejection, or receipt, and what
//! the system has to say from acceptance on.

use std::sync::Arc;

use super::messages::reports;
use super::objection::{rejection, xml_errors};
use super::{Domain, Example};
use crate::answer::{Act, Answer, Detail, Problem, say, told};
use crate::conversation::{Conversation, Declaration};
use crate::course::Course;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::{Reception, scripted};
use crate::{seed, xml};

/// The additional type of declarations that wait for their goods.
const PRE_LODGED: &str = "D";

/// Takes a declaration up that raised no objection.
pub(super) fn react(domain: &Domain, conversation: &mut Conversation, reception: Reception) {
    let origin = &reception.origin;
    let known = conversation.declaration.as_ref();
    if known.is_some_and(Declaration::is_known) {
        let problem = Problem {
            pointer: format!("/{}/{}/LRN", domain.declaration, domain.operation),
            code: "26",
            reason: "LRN",
            value: Some(origin.lrn.clone()),
        };
        return conversation.say(origin, rejection(domain, origin, vec![problem]));
    }
    let time = conversation.ordinal(domain.declaration);
    let acts = scripted(domain, &reception, None)
        .unwrap_or_else(|| lodged(domain, &reception.course.markers, origin, time));
    let mrn = mrn(domain, origin, reception.seed);
    conversation.declaration = Some(declaration(origin, reception.course, mrn, &acts));
    conversation.plan(&reception.origin, acts);
}

/// Takes a declaration up only to reject it.
pub(super) fn reject(
    domain: &Domain,
    conversation: &mut Conversation,
    reception: &Reception,
    answer: Answer,
) {
    let origin = &reception.origin;
    // A second use of the LRN does not undo the first.
    let known = conversation.declaration.as_ref();
    if !known.is_some_and(Declaration::is_known) {
        let acts = [Act::Say(answer.clone())];
        let mrn = mrn(domain, origin, reception.seed);
        let rejected = declaration(origin, Course::default(), mrn, &acts);
        conversation.declaration = Some(rejected);
    }
    conversation.say(origin, answer);
}

fn declaration(origin: &Arc<Origin>, course: Course, mrn: String, acts: &[Act]) -> Declaration {
    Declaration {
        is_prelodged: is_prelodged(origin),
        ..Declaration::lodged(origin, course, mrn, acts)
    }
}

fn is_prelodged(origin: &Origin) -> bool {
    origin.additional_type == PRE_LODGED
}

/// The MRN of a declaration: its year, the country of its office, the letter of its procedure.
fn mrn(domain: &Domain, origin: &Origin, seed: u64) -> String {
    let serial = seed::serial(seed, &[&origin.sender, &origin.lrn, "MRN"], 12);
    let year = u8::try_from(origin.prepared.year().rem_euclid(100)).unwrap_or(0);
    let country = origin.office.get(..2).unwrap_or("XX");
    let letter = (domain.mrn_letter)(origin);
    let made = cas_model::formats::mrn_of(year, country, &serial, letter);
    // A declaration whose office is no office is rejected, and its MRN never told.
    made.unwrap_or_default()
}

/// The course of a declaration that was just lodged, for the so-manieth time.
fn lodged(domain: &Domain, markers: &Markers, origin: &Origin, time: u32) -> Vec<Act> {
    if markers.has(Marker::Silent) {
        return Vec::new();
    }
    if let Some(refusal) = refusal(domain, markers, origin, time) {
        return vec![Act::Say(refusal)];
    }
    let is_prelodged = is_prelodged(origin);
    let mut acts = Vec::new();
    if is_prelodged || domain.confirms_every_receipt {
        acts.push(say(domain.receipt));
    }
    if !is_prelodged {
        acts.extend((domain.accepted)(domain, markers, origin));
    }
    told(acts, markers)
}

fn refusal(domain: &Domain, markers: &Markers, origin: &Origin, time: u32) -> Option<Answer> {
    if markers.applies(Marker::Nack917, time) {
        return Some(xml_errors(vec![reports::example()]));
    }
    if markers.applies(Marker::Nack906, time) {
        let detail = Detail::Problems(example_problems(domain, origin));
        return Some(Answer::detailed(&reports::CC906C, detail));
    }
    let is_rejected = markers.applies(Marker::Reject, time);
    is_rejected.then(|| rejection(domain, origin, example_problems(domain, origin)))
}

/// Errors at places that every declaration has; messages that do not repeat it have the party only.
pub(crate) fn example_problems(domain: &Domain, origin: &Origin) -> Vec<Problem> {
    let document = xml::read(&origin.body, xml::Extent::Whole).ok();
    let value = |path: &str| Some(document.as_ref()?.root.text_at(path)?.to_owned());
    let is_declaration = domain.repeats_declaration(&origin.message);
    let places = domain.examples.iter().skip(usize::from(!is_declaration));
    let problem = |place: &Example| Problem {
        pointer: format!("/{}/{}", origin.message, place.pointer),
        code: "12",
        reason: place.reason,
        value: value(place.path),
    };
    places.map(problem).collect()
}
