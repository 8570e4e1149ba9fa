//! What is the course of a declaration in the United Kingdom? Duties on imports, and then control,
//! detention or clearance, and what may come after clearance.

use super::checks::problem;
use super::messages as m;
use crate::answer::{Act, Answer, Detail, Problem, Wait, say};
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::wco::{DECLARATION, Release, door};
use crate::xml;

/// The procedures that take goods out.
const EXPORT_PROCEDURES: [&str; 6] = ["10", "11", "21", "22", "23", "31"];

/// Whether the goods are still to arrive.
pub(super) fn is_prelodged(origin: &Origin) -> bool {
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

/// Duties, control, clearance, and what follows it.
pub(super) fn cleared(markers: &Markers, origin: &Origin) -> Vec<Act> {
    let is_export = is_export(origin);
    let mut acts = Vec::new();
    if !is_export {
        acts.push(duties(m::duties::PROVISIONAL));
        if markers.has(Marker::Credit) {
            acts.push(say(&m::duties::DMSCPI));
            return acts;
        }
    }
    if markers.has(Marker::Control) {
        acts.push(say(&m::control::DMSCTL));
    }
    if markers.has(Marker::Documents) {
        acts.push(say(&m::control::DMSDOC));
        acts.push(Act::Wait(Wait::Review));
    }
    if markers.has(Marker::NoRelease) {
        acts.push(say(&m::control::DMSDET));
        return acts;
    }
    if is_simplified(origin) {
        acts.push(say(&m::release::DMSROG));
    }
    if !is_export {
        acts.push(duties(m::duties::FINAL));
    }
    acts.push(say(&m::release::DMSCLE));
    if is_export && markers.has(Marker::Exit) {
        acts.push(say(&m::release::DMSEOG));
    }
    acts
}

/// A calculation of duties, with the code of its kind.
fn duties(code: &'static str) -> Act {
    Act::Say(Answer::detailed(&m::duties::DMSTAX, Detail::Code(code)))
}

/// The duties of an import anew, and the final ones once it is cleared.
pub(super) fn taxed_anew(_document: &Origin, release: Release) -> Vec<Act> {
    let mut acts = vec![duties(m::duties::PROVISIONAL)];
    if release == Release::After {
        acts.push(duties(m::duties::FINAL));
    }
    acts
}

/// Errors at places that every declaration has: the commodity code of the first item, and the
/// declarant. Other messages have their reference only.
pub(super) fn example_problems(origin: &Origin) -> Vec<Problem> {
    if origin.message != DECLARATION {
        return vec![problem("42A:D026", "CDS10010")];
    }
    vec![
        problem("42A 67A 68A[1] 23A 21A[1]:145", "CDS40059"),
        problem("42A 57B:R123", "CDS12005"),
    ]
}
