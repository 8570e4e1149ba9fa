//! What follows a message of the trader? An objection, or what the file of its kind has to say.

use std::sync::Arc;

use super::messages::{cc906c, cc917c};
use super::{Domain, amendment, lodging, presentation};
use crate::answer::{Answer, Detail, Problem, Violation};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::{Inspection, Reception, scripted};

/// The code of a message that does not fit the standing of its declaration (CL180).
const OUT_OF_SEQUENCE: &str = "92";

/// Plans what follows a message.
pub(crate) fn react(domain: &Domain, conversation: &mut Conversation, mut reception: Reception) {
    let origin = Arc::clone(&reception.origin);
    let inspection = std::mem::take(&mut reception.inspection);
    match objection(domain, conversation, &origin, inspection) {
        // Without an LRN there is no declaration to remember.
        Some(answer) if origin.message == domain.declaration && !origin.lrn.is_empty() => {
            lodging::reject(domain, conversation, &reception, answer);
        }
        Some(answer) => conversation.say_first(&origin, answer),
        None => answer(domain, conversation, &origin, reception),
    }
}

/// What stands against taking a message up: its form, its reference, its content.
fn objection(
    domain: &Domain,
    conversation: &Conversation,
    origin: &Origin,
    inspection: Inspection,
) -> Option<Answer> {
    if !inspection.violations.is_empty() {
        return Some(xml_errors(inspection.violations));
    }
    if !domain.takes_up(&origin.message) {
        return Some(unknown_message(origin));
    }
    if origin.message != domain.declaration && conversation.declaration.is_none() {
        return Some(unknown_reference(domain, origin));
    }
    let problems = inspection.problems;
    (!problems.is_empty()).then(|| rejection(domain, origin, problems))
}

/// Answers a message that nothing stands against.
fn answer(
    domain: &Domain,
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
    reception: Reception,
) {
    if origin.message == domain.declaration {
        return lodging::react(domain, conversation, reception);
    }
    let declaration = conversation.declaration.as_mut();
    if let Some(acts) = scripted(domain, &reception, declaration) {
        return conversation.plan(origin, acts);
    }
    let own = &reception.course.markers;
    if is_met_with_silence(domain, conversation, origin, own) {
        return amendment::keep(domain, conversation, origin);
    }
    let message = origin.message.as_str();
    if message == domain.amendment {
        amendment::react(domain, conversation, origin, own);
    } else if message == domain.presentation {
        presentation::react(domain, conversation, origin);
    } else {
        (domain.follow)(conversation, origin, own);
    }
}

/// Whether nothing is said to a message that follows a declaration.
fn is_met_with_silence(
    domain: &Domain,
    conversation: &Conversation,
    origin: &Origin,
    own: &Markers,
) -> bool {
    let mut followers = domain.followers.iter();
    let known = followers.find(|(name, _)| *name == origin.message);
    let marker = known.map_or(Marker::Silent, |(_, marker)| *marker);
    let declaration = conversation.declaration.as_ref();
    own.has(Marker::Silent)
        || own.has(marker)
        || declaration.is_some_and(|known| known.markers().has(marker))
}

/// A rejection of a message for these errors.
pub(crate) fn rejection(domain: &Domain, origin: &Origin, problems: Vec<Problem>) -> Answer {
    let kind = (domain.rejection)(&origin.message);
    Answer::detailed(kind, Detail::Problems(problems))
}

/// The rejection of a message that comes too early or too late.
pub(crate) fn out_of_sequence(domain: &Domain, origin: &Origin) -> Answer {
    let problem = Problem {
        pointer: format!("/{}", origin.message),
        code: OUT_OF_SEQUENCE,
        reason: "N/A",
        value: None,
    };
    rejection(domain, origin, vec![problem])
}

/// A report of these XML errors.
pub(crate) fn xml_errors(violations: Vec<Violation>) -> Answer {
    Answer::detailed(&cc917c::KIND, Detail::Violations(violations))
}

fn unknown_reference(domain: &Domain, origin: &Origin) -> Answer {
    let (element, value) = match &origin.mrn {
        Some(mrn) => ("MRN", mrn.clone()),
        None => ("LRN", origin.lrn.clone()),
    };
    let problem = Problem {
        pointer: format!("/{}/{}/{element}", origin.message, domain.operation),
        code: "90",
        reason: "N/A",
        value: Some(value).filter(|value| !value.is_empty()),
    };
    rejection(domain, origin, vec![problem])
}

fn unknown_message(origin: &Origin) -> Answer {
    let problem = Problem {
        pointer: format!("/{}/messageType", origin.message),
        code: "12",
        reason: "CL060",
        value: Some(origin.message.clone()),
    };
    Answer::detailed(&cc906c::KIND, Detail::Problems(vec![problem]))
}
