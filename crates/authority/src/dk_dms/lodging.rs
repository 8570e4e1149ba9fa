//! What is the course of a declaration in Denmark? Duties on imports, and then control, documents
//! or release, and what may come after it.

use super::checks::problem;
use super::declared::Declared;
use super::messages as m;
use crate::answer::{Act, Problem, Wait, say};
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::wco::{DECLARATION, Release};

/// Duties, control, release, and what follows it.
pub(super) fn cleared(markers: &Markers, origin: &Origin) -> Vec<Act> {
    let declared = Declared::from_origin(origin);
    let mut acts = Vec::new();
    if declared.is_taxed() {
        acts.push(say(&m::duties::CWMTAX));
        if markers.has(Marker::Credit) {
            acts.push(say(&m::duties::CWMCPI));
            return acts;
        }
    }
    if markers.has(Marker::Control) {
        acts.push(say(&m::control::CWMCTL));
    }
    if markers.has(Marker::Documents) {
        acts.push(say(&m::control::CWMDOC));
        acts.push(Act::Wait(Wait::Review));
    }
    if markers.has(Marker::NoRelease) {
        acts.push(say(if declared.is_export() {
            &m::rejection::NOT_RELEASED
        } else {
            &m::rejection::CANCELLED
        }));
        return acts;
    }
    acts.extend(released(&declared, markers));
    acts
}

/// Released with something still to be settled, the completion or the exit; else cleared.
fn released(declared: &Declared, markers: &Markers) -> Vec<Act> {
    if declared.is_export() {
        let after = [
            (Marker::Enquiry, &m::release::CWMGER),
            (Marker::Exit, &m::release::CWMEOG),
        ];
        let after = after.into_iter().filter(|(marker, _)| markers.has(*marker));
        let after = after.map(|(_, kind)| say(kind));
        return [say(&m::release::CWMROG)]
            .into_iter()
            .chain(after)
            .collect();
    }
    if declared.is_to_be_completed() {
        return vec![say(&m::release::CWMROG), say(&m::release::CWMINC)];
    }
    vec![say(&m::release::CWMCLE)]
}

/// The duties of an import anew; they are told once, as what is owed.
pub(super) fn taxed_anew(document: &Origin, _release: Release) -> Vec<Act> {
    let is_taxed = Declared::from_origin(document).is_taxed();
    is_taxed
        .then(|| say(&m::duties::CWMTAX))
        .into_iter()
        .collect()
}

/// Errors at places that every declaration has: the description of the first item, and the
/// declarant. Other messages have their reference only.
pub(super) fn example_problems(origin: &Origin) -> Vec<Problem> {
    if origin.message != DECLARATION {
        let reason = "The reference is refused on request";
        return vec![problem("FunctionalReferenceID", "DK090", reason)];
    }
    let goods = "GoodsShipment/GovernmentAgencyGoodsItem[1]/Commodity/Description";
    vec![
        problem(goods, "DK091", "The goods are not described well enough"),
        problem("Declarant/ID", "DK092", "The declarant is not registered"),
    ]
}
