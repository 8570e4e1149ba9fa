//! What follows a message of a trader? An objection, or what the file of its kind has to say.

use std::sync::Arc;

use super::case::Case;
use super::incoming::{INCOMING, MOVEMENT};
use super::problem::{UNKNOWN_ARC, UNSUPPORTED, fault, problem};
use super::refusal::{out_of_sequence, refusal, to_submitter, xml_errors};
use super::{destination, explanation, lodging, messages as m, receipt, split};
use crate::answer::{Act, Answer, Detail, Problem};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::{Inspection, Reception, System, scripted};

/// Plans what follows a message.
pub(super) fn react(
    system: &dyn System,
    conversation: &mut Conversation,
    mut reception: Reception,
) {
    let origin = Arc::clone(&reception.origin);
    let inspection = std::mem::take(&mut reception.inspection);
    match objection(system, conversation, &origin, inspection) {
        // Without an LRN there is no movement to remember.
        Some(answer) if origin.message == MOVEMENT && !origin.lrn.is_empty() => {
            lodging::reject(conversation, &reception, answer);
        }
        Some(answer) => conversation.say_first(&origin, answer),
        None => answer(system, conversation, &origin, reception),
    }
}

/// What stands against taking a message up: its form, its reference, its content.
fn objection(
    system: &dyn System,
    conversation: &Conversation,
    origin: &Origin,
    inspection: Inspection,
) -> Option<Answer> {
    if !inspection.violations.is_empty() {
        return Some(xml_errors(origin, inspection.violations));
    }
    if !system.is_taken_up(origin) {
        let problem = problem(
            origin,
            "",
            fault(UNSUPPORTED, "This message is not taken here"),
        );
        let detail = Detail::Problems(vec![problem]);
        return Some(to_submitter(
            origin,
            Answer::detailed(&m::refusal::IE906, detail),
        ));
    }
    if origin.message != MOVEMENT && conversation.declaration.is_none() {
        let taken = INCOMING
            .iter()
            .find(|taken| taken.message == origin.message);
        let path = taken.map_or("", |taken| taken.arc);
        let unknown = Problem {
            value: origin.mrn.clone(),
            ..problem(origin, path, fault(UNKNOWN_ARC, "Unknown ARC"))
        };
        return Some(refusal(origin, vec![unknown]));
    }
    let problems = inspection.problems;
    (!problems.is_empty()).then(|| refusal(origin, problems))
}

/// Answers a message that nothing stands against.
fn answer(
    system: &dyn System,
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
    reception: Reception,
) {
    if origin.message == MOVEMENT {
        return lodging::react(system, conversation, reception);
    }
    let declaration = conversation.declaration.as_mut();
    if let Some(acts) = scripted(system, &reception, declaration) {
        return conversation.plan(origin, acts);
    }
    let own = &reception.course.markers;
    if is_met_with_silence(conversation, origin, own) {
        return destination::keep(conversation, origin);
    }
    let Some(declaration) = &mut conversation.declaration else {
        return;
    };
    let Some(document) = declaration.document.clone() else {
        let answer = out_of_sequence(origin, "The movement is at its end");
        return conversation.say_first(origin, answer);
    };
    let case = Case::new(origin, &document, own);
    let acts = match origin.message.as_str() {
        "IE810" => destination::react_cancellation(declaration, &case),
        "IE813" => destination::react_destination(declaration, &case),
        "IE818" => receipt::react_receipt(declaration, &case),
        "IE819" => receipt::react_alert(declaration, &case),
        "IE825" => match split::react(declaration, &case, reception.seed) {
            Ok((acts, openings)) => {
                conversation.openings = openings;
                Ok(acts)
            }
            Err(problems) => Err(problems),
        },
        "IE837" | "IE871" => explanation::react(declaration, &case),
        _ => Ok(vec![Act::Say(to_submitter(
            origin,
            Answer::plain(&m::course::IE905),
        ))]),
    };
    let acts = acts.unwrap_or_else(|problems| vec![Act::Say(refusal(origin, problems))]);
    conversation.plan_first(origin, acts);
}

/// Whether nothing is said to a message that follows a movement.
fn is_met_with_silence(conversation: &Conversation, origin: &Origin, own: &Markers) -> bool {
    let marker = match origin.message.as_str() {
        "IE813" | "IE825" => Marker::Silent013,
        "IE810" => Marker::Silent014,
        _ => Marker::Silent170,
    };
    let declaration = conversation.declaration.as_ref();
    own.has(Marker::Silent)
        || own.has(marker)
        || declaration.is_some_and(|known| known.markers().has(marker))
}
