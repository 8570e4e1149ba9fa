//! What follows acceptance in transit? The course that the markers of a declaration choose: control,
//! refusal or release, and what may come after release.

use super::messages as m;
use crate::answer::{Act, Answer, Decision, Detail, MessageBehaviour, Wait, say};
use crate::commission::Domain;
use crate::commission::lodging::example_problems;
use crate::commission::messages::reports;
use crate::commission::objection::xml_errors;
use crate::conversation::wait;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;

/// The course once the goods are there.
pub(super) fn accepted(domain: &Domain, markers: &Markers, origin: &Origin) -> Vec<Act> {
    let mut acts = vec![say(&m::acceptance::CC028C)];
    acts.extend(markers.number(Marker::Delay).map(wait));
    if markers.has(Marker::Amend) {
        acts.push(Act::Say(request_for_amendment(domain, origin)));
        return acts;
    }
    if markers.has(Marker::Hold) {
        acts.extend(
            markers
                .has(Marker::Guarantee)
                .then(|| say(&m::rejection::CC055C)),
        );
        return acts;
    }
    if markers.has(Marker::Invalidate) {
        acts.push(Act::Say(decision_of(Decision::ByCustoms)));
        return acts;
    }
    if markers.has(Marker::Control) {
        acts.push(say(&m::decision::CC060C));
    }
    if markers.has(Marker::Documents) {
        acts.push(Act::Say(request_for_documents()));
        acts.push(Act::Wait(Wait::Review));
    }
    if markers.has(Marker::Guarantee) {
        acts.push(say(&m::rejection::CC055C));
    } else if markers.has(Marker::NoRelease) {
        acts.push(say(&m::decision::CC051C));
    } else {
        acts.extend(released(markers));
    }
    acts
}

/// Release and what follows it.
pub(super) fn released(markers: &Markers) -> Vec<Act> {
    let after = [
        (Marker::Incident, &m::movement::CC182C),
        (Marker::Discrepancy, &m::movement::CC019C),
        (Marker::Recovery, &m::movement::CC035C),
        (Marker::Discharge, &m::movement::CC045C),
    ];
    let after = after.into_iter().filter(|(marker, _)| markers.has(*marker));
    let kinds = std::iter::once(&m::release::CC029C).chain(after.map(|(_, kind)| kind));
    kinds.map(say).collect()
}

/// An answer that is only named, with the detail it cannot do without.
pub(super) fn with_detail(
    domain: &Domain,
    kind: &'static MessageBehaviour,
    markers: &Markers,
    origin: &Origin,
) -> Answer {
    let detail = match kind.code {
        "CC056C" | "CC906C" => Detail::Problems(example_problems(domain, origin)),
        "CC917C" => return xml_errors(vec![reports::example()]),
        "CC009C" => Detail::Decision(decision(markers, origin)),
        "CC022C" => return request_for_amendment(domain, origin),
        "CC060C" if markers.has(Marker::Documents) => Detail::Documents,
        _ => Detail::Plain,
    };
    Answer::detailed(kind, detail)
}

/// A decision on invalidation.
pub(super) fn decision_of(decision: Decision) -> Answer {
    Answer::detailed(&m::decision::CC009C, Detail::Decision(decision))
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

/// What is wrong is where an amendment can mend it: not the holder.
fn request_for_amendment(domain: &Domain, origin: &Origin) -> Answer {
    let mut problems = example_problems(domain, origin);
    problems.truncate(1);
    Answer::detailed(&m::rejection::CC022C, Detail::Problems(problems))
}

fn request_for_documents() -> Answer {
    Answer::detailed(&m::decision::CC060C, Detail::Documents)
}
