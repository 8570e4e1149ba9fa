//! What follows a message of the trader? An objection, or what the file of its kind has to say.

use std::sync::Arc;

use super::{Ncts, amendment, invalidation, lodging, messages, presentation};
use crate::answer::{Answer, Detail, Problem};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::{Inspection, Reception, System as _, scripted};

/// The code of a message that does not fit the standing of its declaration (CL180).
const OUT_OF_SEQUENCE: &str = "92";

/// Plans what follows a message.
pub(super) fn react(conversation: &mut Conversation, mut reception: Reception) {
    let origin = Arc::clone(&reception.origin);
    let inspection = std::mem::take(&mut reception.inspection);
    match objection(conversation, &origin, inspection) {
        // Without an LRN there is no declaration to remember.
        Some(answer) if origin.message == "CC015C" && !origin.lrn.is_empty() => {
            lodging::reject(conversation, &origin, answer, reception.seed);
        }
        Some(answer) => conversation.say_first(&origin, answer),
        None => answer(conversation, &origin, reception),
    }
}

/// What stands against taking a message up: its form, its reference, its content.
fn objection(
    conversation: &Conversation,
    origin: &Origin,
    inspection: Inspection,
) -> Option<Answer> {
    if !inspection.violations.is_empty() {
        return Some(lodging::xml_errors(inspection.violations));
    }
    if !Ncts.is_taken_up(origin) {
        return Some(unknown_message(origin));
    }
    if origin.message != "CC015C" && conversation.declaration.is_none() {
        return Some(unknown_reference(origin));
    }
    let problems = inspection.problems;
    (!problems.is_empty()).then(|| lodging::rejection(problems))
}

/// Answers a message that nothing stands against.
fn answer(conversation: &mut Conversation, origin: &Arc<Origin>, reception: Reception) {
    if origin.message == "CC015C" {
        return lodging::react(conversation, reception);
    }
    let declaration = conversation.declaration.as_mut();
    if let Some(acts) = scripted(&Ncts, &reception, declaration) {
        return conversation.plan(origin, acts);
    }
    let course = &reception.course;
    if is_met_with_silence(conversation, origin, &course.markers) {
        return amendment::keep(conversation, origin);
    }
    match origin.message.as_str() {
        "CC013C" => amendment::react(conversation, origin, &course.markers),
        "CC014C" => invalidation::react(conversation, origin, &course.markers),
        "CC170C" => presentation::react(conversation, origin),
        // Other messages met an objection before.
        _ => {}
    }
}

/// Whether nothing is said to a message that follows a declaration.
fn is_met_with_silence(conversation: &Conversation, origin: &Origin, own: &Markers) -> bool {
    let marker = match origin.message.as_str() {
        "CC013C" => Marker::Silent013,
        "CC014C" => Marker::Silent014,
        "CC170C" => Marker::Silent170,
        _ => Marker::Silent,
    };
    let declaration = conversation.declaration.as_ref();
    own.has(Marker::Silent)
        || own.has(marker)
        || declaration.is_some_and(|known| known.markers().has(marker))
}

/// The rejection of a message that comes too early or too late.
pub(super) fn out_of_sequence(origin: &Origin) -> Answer {
    lodging::rejection(vec![Problem {
        pointer: format!("/{}", origin.message),
        code: OUT_OF_SEQUENCE,
        reason: "N/A",
        value: None,
    }])
}

fn unknown_reference(origin: &Origin) -> Answer {
    let (element, value) = match &origin.mrn {
        Some(mrn) => ("MRN", mrn.clone()),
        None => ("LRN", origin.lrn.clone()),
    };
    lodging::rejection(vec![Problem {
        pointer: format!("/{}/TransitOperation/{element}", origin.message),
        code: "90",
        reason: "N/A",
        value: Some(value).filter(|value| !value.is_empty()),
    }])
}

fn unknown_message(origin: &Origin) -> Answer {
    let problem = Problem {
        pointer: format!("/{}/messageType", origin.message),
        code: "12",
        reason: "CL060",
        value: Some(origin.message.clone()),
    };
    Answer::detailed(&messages::cc906c::KIND, Detail::Problems(vec![problem]))
}
