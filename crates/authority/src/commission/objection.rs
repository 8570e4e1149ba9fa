//! What stands against taking a message up, and which answer says so? Its form, its reference, its
//! content, or the standing of its declaration.

use super::Domain;
use super::messages::reports;
use crate::answer::{Answer, Detail, Problem, Violation};
use crate::conversation::Conversation;
use crate::origin::Origin;
use crate::system::Inspection;

/// The code of a message that does not fit the standing of its declaration (CL180).
const OUT_OF_SEQUENCE: &str = "92";

/// What stands against taking a message up: its form, its reference, its content.
pub(super) fn objection(
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
    Answer::detailed(&reports::CC917C, Detail::Violations(violations))
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
    Answer::detailed(&reports::CC906C, Detail::Problems(vec![problem]))
}
