//! What follows a declaration? The course that its markers choose: rejection, or acceptance, duties
//! on imports, and then control, detention or clearance, and what may come after clearance.

use super::messages as m;
use super::reaction::{problem, rejection};
use super::{UkCds, door};
use crate::answer::{Act, Answer, Decision, Detail, Problem, Wait, told};
use crate::conversation::{Conversation, Declaration, wait};
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::script::Course;
use crate::system::{Reception, say, scripted};
use crate::{seed, xml};

/// The procedures that take goods out.
const EXPORT_PROCEDURES: [&str; 6] = ["10", "11", "21", "22", "23", "31"];

/// Takes a declaration up that raised no objection.
pub(super) fn react(conversation: &mut Conversation, reception: Reception) {
    let known = conversation.declaration.as_ref();
    if known.is_some_and(Declaration::is_known) {
        let problems = vec![problem("42A:D026", "CDS12003")];
        return conversation.say(&reception.origin, rejection(problems));
    }
    let origin = &reception.origin;
    let time = conversation.ordinal(&origin.message);
    let acts = scripted(&UkCds, &reception, None)
        .unwrap_or_else(|| lodged(&reception.course.markers, origin, time));
    let mrn = mrn(origin, reception.seed, time);
    conversation.declaration = Some(Declaration {
        is_prelodged: is_prelodged(origin),
        ..Declaration::lodged(origin, reception.course, mrn, &acts)
    });
    conversation.plan(&reception.origin, acts);
}

/// Takes a declaration up only to reject it.
pub(super) fn reject(conversation: &mut Conversation, reception: Reception, answer: Answer) {
    let origin = &reception.origin;
    // A second use of the LRN does not undo the first.
    let known = conversation.declaration.as_ref();
    if !known.is_some_and(Declaration::is_known) {
        let mrn = mrn(
            origin,
            reception.seed,
            conversation.ordinal(&origin.message),
        );
        let acts = [Act::Say(answer.clone())];
        let rejected = Declaration::lodged(origin, Course::default(), mrn, &acts);
        conversation.declaration = Some(rejected);
    }
    conversation.say(origin, answer);
}

fn is_prelodged(origin: &Origin) -> bool {
    matches!(origin.additional_type.as_str(), "D" | "E" | "F")
}

/// Released before it is complete: a supplementary declaration follows.
fn is_simplified(origin: &Origin) -> bool {
    matches!(origin.additional_type.as_str(), "B" | "C" | "E" | "F")
}

/// Whether goods leave. The country's own type says so, or for special territories the procedure.
pub(super) fn is_export(origin: &Origin) -> bool {
    let Ok(document) = xml::read(&origin.body, xml::Extent::Whole) else {
        return false;
    };
    let Some(declaration) = door::declaration(&document) else {
        return false;
    };
    let type_code = declaration.text_at("TypeCode").unwrap_or_default().trim();
    let procedure = "GoodsShipment/GovernmentAgencyGoodsItem/GovernmentProcedure/CurrentCode";
    let procedure = declaration.text_at(procedure).unwrap_or_default().trim();
    match type_code.get(..2) {
        Some("EX") => true,
        Some("CO") => EXPORT_PROCEDURES.contains(&procedure),
        Some(_) | None => false,
    }
}

/// The MRN of a declaration: its year, and the letter of its direction.
fn mrn(origin: &Origin, seed: u64, time: u32) -> String {
    let names = [&origin.sender, &origin.lrn, "MRN", &time.to_string()];
    let serial = seed::text(seed, &names, 12);
    let year = u8::try_from(origin.prepared.year().rem_euclid(100)).unwrap_or(0);
    let letter = if is_export(origin) { 'A' } else { 'R' };
    cas_model::formats::mrn_of(year, "GB", &serial, letter).unwrap_or_default()
}

/// The course of a declaration that was just lodged, for the so-manieth time.
fn lodged(markers: &Markers, origin: &Origin, time: u32) -> Vec<Act> {
    if markers.has(Marker::Silent) {
        return Vec::new();
    }
    if markers.applies(Marker::Reject, time) {
        return vec![Act::Say(rejection(example_problems(origin)))];
    }
    let acts = if is_prelodged(origin) {
        vec![say(&m::dmsrcv::KIND)]
    } else {
        accepted(markers, origin)
    };
    told(acts, markers)
}

/// The course once the goods are there.
pub(super) fn accepted(markers: &Markers, origin: &Origin) -> Vec<Act> {
    let mut acts = vec![say(&m::dmsacc::KIND)];
    acts.extend(markers.number(Marker::Delay).map(wait));
    if markers.has(Marker::Amend) {
        acts.push(say(&m::dmsqry::KIND));
        return acts;
    }
    if markers.has(Marker::Hold) {
        return acts;
    }
    if markers.has(Marker::Invalidate) {
        let detail = Detail::Decision(Decision::ByCustoms);
        acts.push(Act::Say(Answer::detailed(&m::dmsinv::KIND, detail)));
        return acts;
    }
    acts.extend(cleared(markers, origin));
    acts
}

/// Duties, control, clearance, and what follows it.
pub(super) fn cleared(markers: &Markers, origin: &Origin) -> Vec<Act> {
    let is_export = is_export(origin);
    let mut acts = Vec::new();
    if !is_export {
        acts.push(duties(m::dmstax::PROVISIONAL));
        if markers.has(Marker::Credit) {
            acts.push(say(&m::dmscpi::KIND));
            return acts;
        }
    }
    if markers.has(Marker::Control) {
        acts.push(say(&m::dmsctl::KIND));
    }
    if markers.has(Marker::Documents) {
        acts.push(say(&m::dmsdoc::KIND));
        acts.push(Act::Wait(Wait::Review));
    }
    if markers.has(Marker::NoRelease) {
        acts.push(say(&m::dmsdet::KIND));
        return acts;
    }
    if is_simplified(origin) {
        acts.push(say(&m::dmsrog::KIND));
    }
    if !is_export {
        acts.push(duties(m::dmstax::FINAL));
    }
    acts.push(say(&m::dmscle::KIND));
    if is_export && markers.has(Marker::Exit) {
        acts.push(say(&m::dmseog::KIND));
    }
    acts
}

/// A calculation of duties, with the code of its kind.
pub(super) fn duties(code: &'static str) -> Act {
    Act::Say(Answer::detailed(&m::dmstax::KIND, Detail::Code(code)))
}

/// Errors at places that every declaration has: the commodity code of the first item, and the
/// declarant. Other messages have their reference only.
pub(super) fn example_problems(origin: &Origin) -> Vec<Problem> {
    if origin.message != super::DECLARATION {
        return vec![problem("42A:D026", "CDS10010")];
    }
    vec![
        problem("42A 67A 68A[1] 23A 21A[1]:145", "CDS40059"),
        problem("42A 57B:R123", "CDS12005"),
    ]
}
