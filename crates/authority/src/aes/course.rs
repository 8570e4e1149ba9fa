//! What follows acceptance of an export? The course that its markers choose: control, refusal or
//! release, and whether the goods leave, are stopped, or are asked for.

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
pub(super) fn accepted(_domain: &Domain, markers: &Markers, _origin: &Origin) -> Vec<Act> {
    let mut acts = vec![say(&m::acceptance::CC528C)];
    acts.extend(markers.number(Marker::Delay).map(wait));
    if markers.has(Marker::Hold) {
        return acts;
    }
    if markers.has(Marker::Invalidate) {
        acts.push(invalidated(Decision::ByCustoms));
        return acts;
    }
    if markers.has(Marker::Control) {
        acts.push(say(&m::control::CC560C));
    }
    if markers.has(Marker::Documents) {
        let detail = Detail::Documents;
        acts.push(Act::Say(Answer::detailed(&m::control::CC560C, detail)));
        acts.push(Act::Wait(Wait::Review));
    }
    if markers.has(Marker::NoRelease) {
        acts.push(say(&m::decision::CC551C));
    } else {
        acts.extend(released(markers));
    }
    acts
}

/// Release and what follows it.
pub(super) fn released(markers: &Markers) -> Vec<Act> {
    let mut acts = vec![say(&m::decision::CC529C)];
    acts.extend(markers.has(Marker::Enquiry).then(|| say(&m::exit::CC582C)));
    if markers.has(Marker::Exit) || markers.has(Marker::Stopped) {
        acts.extend(exit(markers));
    }
    acts
}

/// What the office of exit says of goods that are there: they may leave, and did, or are stopped.
pub(super) fn exit(markers: &Markers) -> Vec<Act> {
    if markers.has(Marker::Stopped) {
        return vec![say(&m::exit::STOPPED)];
    }
    vec![say(&m::exit::CC525C), say(&m::exit::CC599C)]
}

/// The invalidation of a declaration.
pub(super) fn invalidated(decision: Decision) -> Act {
    let detail = Detail::Decision(decision);
    Act::Say(Answer::detailed(&m::decision::CC509C, detail))
}

/// An answer that is only named, with the detail it cannot do without.
pub(super) fn with_detail(
    domain: &Domain,
    kind: &'static MessageBehaviour,
    markers: &Markers,
    origin: &Origin,
) -> Answer {
    let is_requested = origin.message == INVALIDATION && !markers.has(Marker::Invalidate);
    let detail = match kind.code {
        "CC556C" | "CC557C" | "CC906C" => Detail::Problems(example_problems(domain, origin)),
        "CC917C" => return xml_errors(vec![reports::example()]),
        "CC509C" if is_requested => Detail::Decision(Decision::Granted),
        "CC509C" => Detail::Decision(Decision::ByCustoms),
        "CC560C" if markers.has(Marker::Documents) => Detail::Documents,
        "CC599C" if markers.has(Marker::Stopped) => return Answer::plain(&m::exit::STOPPED),
        _ => Detail::Plain,
    };
    Answer::detailed(kind, detail)
}

/// The request for invalidation.
pub(super) const INVALIDATION: &str = "CC514C";
