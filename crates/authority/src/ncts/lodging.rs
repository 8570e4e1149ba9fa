//! What follows a declaration, CC015C? The course that its markers choose: rejection, or receipt,
//! acceptance, and then control, refusal or release, and what may come after release.

use std::sync::Arc;

use super::Ncts;
use super::messages as m;
use crate::answer::{Act, Answer, Decision, Detail, Problem, Violation, Wait, told};
use crate::conversation::{Conversation, Declaration, wait};
use crate::kind::Kind;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::script::Course;
use crate::system::{Reception, say, scripted};
use crate::{seed, xml};

/// Takes a declaration up that raised no objection.
pub(crate) fn react(conversation: &mut Conversation, reception: Reception) {
    let origin = &reception.origin;
    let known = conversation.declaration.as_ref();
    if known.is_some_and(Declaration::is_known) {
        let problem = Problem {
            pointer: "/CC015C/TransitOperation/LRN".to_owned(),
            code: "26",
            reason: "LRN",
            value: Some(origin.lrn.clone()),
        };
        return conversation.say(origin, rejection(vec![problem]));
    }
    let time = conversation.ordinal("CC015C");
    let acts = scripted(&Ncts, &reception, None)
        .unwrap_or_else(|| lodged(&reception.course.markers, origin, time));
    let seed = reception.seed;
    conversation.declaration = Some(declaration(origin, reception.course, seed, &acts));
    conversation.plan(&reception.origin, acts);
}

/// Takes a declaration up only to reject it.
pub(crate) fn reject(
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
    answer: Answer,
    seed: u64,
) {
    // A second use of the LRN does not undo the first.
    if !conversation
        .declaration
        .as_ref()
        .is_some_and(Declaration::is_known)
    {
        let acts = [Act::Say(answer.clone())];
        let course = Course::default();
        conversation.declaration = Some(declaration(origin, course, seed, &acts));
    }
    conversation.say(origin, answer);
}

fn declaration(origin: &Arc<Origin>, course: Course, seed: u64, acts: &[Act]) -> Declaration {
    Declaration {
        is_prelodged: origin.additional_type == "D",
        ..Declaration::lodged(origin, course, mrn(origin, seed), acts)
    }
}

/// The MRN of a declaration: its year and country of departure, the letter of transit.
fn mrn(origin: &Origin, seed: u64) -> String {
    let serial = seed::text(seed, &[&origin.sender, &origin.lrn, "MRN"], 12);
    let year = u8::try_from(origin.prepared.year().rem_euclid(100)).unwrap_or(0);
    let country = origin.office.get(..2).unwrap_or("XX");
    let made = cas_model::formats::mrn_of(year, country, &serial, 'J');
    // A declaration whose office is no office is rejected, and its MRN never told.
    made.unwrap_or_default()
}

/// The course of a declaration that was just lodged, for the so-manieth time.
pub(crate) fn lodged(markers: &Markers, origin: &Origin, time: u32) -> Vec<Act> {
    if markers.has(Marker::Silent) {
        return Vec::new();
    }
    if let Some(refusal) = refusal(markers, origin, time) {
        return vec![Act::Say(refusal)];
    }
    let mut acts = vec![say(&m::cc928c::KIND)];
    if origin.additional_type != "D" {
        acts.extend(accepted(markers, origin));
    }
    told(acts, markers)
}

/// The course once the goods are there.
pub(crate) fn accepted(markers: &Markers, origin: &Origin) -> Vec<Act> {
    let mut acts = vec![say(&m::cc028c::KIND)];
    acts.extend(markers.number(Marker::Delay).map(wait));
    if markers.has(Marker::Amend) {
        acts.push(Act::Say(request_for_amendment(origin)));
        return acts;
    }
    if markers.has(Marker::Hold) {
        acts.extend(
            markers
                .has(Marker::Guarantee)
                .then(|| say(&m::cc055c::KIND)),
        );
        return acts;
    }
    if markers.has(Marker::Invalidate) {
        acts.push(Act::Say(decision_of(Decision::ByCustoms)));
        return acts;
    }
    if markers.has(Marker::Control) {
        acts.push(say(&m::cc060c::KIND));
    }
    if markers.has(Marker::Documents) {
        acts.push(Act::Say(request_for_documents()));
        acts.push(Act::Wait(Wait::Review));
    }
    if markers.has(Marker::Guarantee) {
        acts.push(say(&m::cc055c::KIND));
    } else if markers.has(Marker::NoRelease) {
        acts.push(say(&m::cc051c::KIND));
    } else {
        acts.extend(released(markers));
    }
    acts
}

/// Release and what follows it.
pub(crate) fn released(markers: &Markers) -> Vec<Act> {
    let after = [
        (Marker::Incident, &m::cc182c::KIND),
        (Marker::Discrepancy, &m::cc019c::KIND),
        (Marker::Recovery, &m::cc035c::KIND),
        (Marker::Discharge, &m::cc045c::KIND),
    ];
    let after = after.into_iter().filter(|(marker, _)| markers.has(*marker));
    let kinds = std::iter::once(&m::cc029c::KIND).chain(after.map(|(_, kind)| kind));
    kinds.map(say).collect()
}

/// An answer that is only named, with the detail it cannot do without.
pub(super) fn with_detail(kind: &'static Kind, markers: &Markers, origin: &Origin) -> Answer {
    let detail = match kind.code {
        "CC056C" | "CC906C" => Detail::Problems(example_problems(origin)),
        "CC917C" => return xml_errors(vec![m::cc917c::example()]),
        "CC009C" => Detail::Decision(decision(markers, origin)),
        "CC022C" => return request_for_amendment(origin),
        "CC060C" if markers.has(Marker::Documents) => Detail::Documents,
        _ => Detail::Plain,
    };
    Answer::detailed(kind, detail)
}

/// A rejection for these errors.
pub(super) fn rejection(problems: Vec<Problem>) -> Answer {
    Answer::detailed(&m::cc056c::KIND, Detail::Problems(problems))
}

/// A report of these XML errors.
pub(super) fn xml_errors(violations: Vec<Violation>) -> Answer {
    Answer::detailed(&m::cc917c::KIND, Detail::Violations(violations))
}

/// A decision on invalidation.
pub(super) fn decision_of(decision: Decision) -> Answer {
    Answer::detailed(&m::cc009c::KIND, Detail::Decision(decision))
}

/// What is decided on invalidation: upon a request, or by customs where there was none.
fn decision(markers: &Markers, origin: &Origin) -> Decision {
    if markers.has(Marker::NoInvalidation) {
        return Decision::Refused;
    }
    if origin.message == "CC014C" && !markers.has(Marker::Invalidate) {
        return Decision::Granted;
    }
    Decision::ByCustoms
}

fn refusal(markers: &Markers, origin: &Origin, time: u32) -> Option<Answer> {
    if markers.applies(Marker::Nack917, time) {
        return Some(xml_errors(vec![m::cc917c::example()]));
    }
    if markers.applies(Marker::Nack906, time) {
        let detail = Detail::Problems(example_problems(origin));
        return Some(Answer::detailed(&m::cc906c::KIND, detail));
    }
    let is_rejected = markers.applies(Marker::Reject, time);
    is_rejected.then(|| rejection(example_problems(origin)))
}

/// What is wrong is where an amendment can mend it: not the holder.
fn request_for_amendment(origin: &Origin) -> Answer {
    let mut problems = example_problems(origin);
    problems.truncate(1);
    Answer::detailed(&m::cc022c::KIND, Detail::Problems(problems))
}

fn request_for_documents() -> Answer {
    Answer::detailed(&m::cc060c::KIND, Detail::Documents)
}

/// Errors at places that every declaration has: the commodity code of the first item, and the
/// holder of the procedure. Other messages have the holder only.
pub(crate) fn example_problems(origin: &Origin) -> Vec<Problem> {
    let places = [
        (
            "Consignment/HouseConsignment/ConsignmentItem/Commodity/CommodityCode/\
             harmonizedSystemSubHeadingCode",
            "Consignment/HouseConsignment[1]/ConsignmentItem[1]/Commodity/CommodityCode/\
             harmonizedSystemSubHeadingCode",
            "CL152",
        ),
        (
            "HolderOfTheTransitProcedure/identificationNumber",
            "HolderOfTheTransitProcedure/identificationNumber",
            "R0850",
        ),
    ];
    let document = xml::read(&origin.body, xml::Extent::Whole).ok();
    let value = |path: &str| Some(document.as_ref()?.root.text_at(path)?.to_owned());
    let is_declaration = matches!(origin.message.as_str(), "CC015C" | "CC013C");
    let places = places.into_iter().skip(usize::from(!is_declaration));
    let problems = places.map(|(path, pointer, reason)| Problem {
        pointer: format!("/{}/{pointer}", origin.message),
        code: "12",
        reason,
        value: value(path),
    });
    problems.collect()
}
