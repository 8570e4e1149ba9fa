//! What follows acceptance of an export? The course that its markers choose: control, refusal or
//! release, and whether the goods leave, are stopped, or are asked for.

use super::messages as m;
use crate::answer::{Act, Answer, Decision, Detail, Kind, Wait, say};
use crate::commission::Domain;
use crate::commission::lodging::example_problems;
use crate::commission::messages::cc917c;
use crate::commission::objection::xml_errors;
use crate::conversation::wait;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;

/// The course once the goods are there.
pub(super) fn accepted(_domain: &Domain, markers: &Markers, _origin: &Origin) -> Vec<Act> {
    let mut acts = vec![say(&m::cc528c::KIND)];
    acts.extend(markers.number(Marker::Delay).map(wait));
    if markers.has(Marker::Hold) {
        return acts;
    }
    if markers.has(Marker::Invalidate) {
        acts.push(invalidated(Decision::ByCustoms));
        return acts;
    }
    if markers.has(Marker::Control) {
        acts.push(say(&m::cc560c::KIND));
    }
    if markers.has(Marker::Documents) {
        let detail = Detail::Documents;
        acts.push(Act::Say(Answer::detailed(&m::cc560c::KIND, detail)));
        acts.push(Act::Wait(Wait::Review));
    }
    if markers.has(Marker::NoRelease) {
        acts.push(say(&m::cc551c::KIND));
    } else {
        acts.extend(released(markers));
    }
    acts
}

/// Release and what follows it.
pub(super) fn released(markers: &Markers) -> Vec<Act> {
    let mut acts = vec![say(&m::cc529c::KIND)];
    acts.extend(markers.has(Marker::Enquiry).then(|| say(&m::cc582c::KIND)));
    if markers.has(Marker::Exit) || markers.has(Marker::Stopped) {
        acts.extend(exit(markers));
    }
    acts
}

/// What the office of exit says of goods that are there: they may leave, and did, or are stopped.
pub(super) fn exit(markers: &Markers) -> Vec<Act> {
    if markers.has(Marker::Stopped) {
        return vec![say(&m::cc599c::STOPPED)];
    }
    vec![say(&m::cc525c::KIND), say(&m::cc599c::KIND)]
}

/// The invalidation of a declaration.
pub(super) fn invalidated(decision: Decision) -> Act {
    let detail = Detail::Decision(decision);
    Act::Say(Answer::detailed(&m::cc509c::KIND, detail))
}

/// An answer that is only named, with the detail it cannot do without.
pub(super) fn with_detail(
    domain: &Domain,
    kind: &'static Kind,
    markers: &Markers,
    origin: &Origin,
) -> Answer {
    let is_requested = origin.message == INVALIDATION && !markers.has(Marker::Invalidate);
    let detail = match kind.code {
        "CC556C" | "CC557C" | "CC906C" => Detail::Problems(example_problems(domain, origin)),
        "CC917C" => return xml_errors(vec![cc917c::example()]),
        "CC509C" if is_requested => Detail::Decision(Decision::Granted),
        "CC509C" => Detail::Decision(Decision::ByCustoms),
        "CC560C" if markers.has(Marker::Documents) => Detail::Documents,
        "CC599C" if markers.has(Marker::Stopped) => return Answer::plain(&m::cc599c::STOPPED),
        _ => Detail::Plain,
    };
    Answer::detailed(kind, detail)
}

/// The request for invalidation.
pub(super) const INVALIDATION: &str = "CC514C";
