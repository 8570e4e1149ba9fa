//! IE704: the message is refused, for these errors in these places. The United Kingdom has codes of
//! its own for them, and a namespace.

use super::page;
use crate::answer::{Kind, Page, Problem};
use crate::emcs::incoming::MOVEMENT;
use crate::emcs::problem;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_refusal: true,
    is_decision: true,
    ..Kind::new("IE704", write)
};

/// The codes of all countries (TC49), each with the one of the United Kingdom.
const UK_CODES: &[(&str, &str)] = &[
    (problem::WRONG, "4401"),
    (problem::UNSUPPORTED, "4401"),
    (problem::UNKNOWN_ARC, "4490"),
    (problem::DUPLICATE_LRN, "4402"),
    (problem::OUT_OF_SEQUENCE, "4492"),
];

/// Whether this is a refusal by the United Kingdom.
pub(super) fn is_of_uk(page: &Page<'_>) -> bool {
    page.draft.answer.kind.code == KIND.code && matches!(super::own_country(page), "GB" | "XI")
}

fn write(writer: &mut Writer, page: &Page<'_>) {
    let is_of_uk = is_of_uk(page);
    writer.group("GenericRefusalMessage", |writer| {
        writer.group("Attributes", |writer| attributes(writer, page));
        write_errors(page.draft.answer.detail.problems(), writer, |code| {
            let uk = UK_CODES.iter().find(|(known, _)| *known == code);
            uk.filter(|_| is_of_uk).map_or(code, |(_, uk)| *uk)
        });
    });
}

/// The LRN of a movement that is refused (C151), the numbers of one that is known (C150).
fn attributes(writer: &mut Writer, page: &Page<'_>) {
    let origin = &page.draft.origin;
    if origin.message != MOVEMENT {
        writer.optional("AdministrativeReferenceCode", page::arc(page));
        let is_known = page.draft.facts.mrn.is_some();
        let number = is_known.then(|| page.draft.facts.version.to_string());
        return writer.optional("SequenceNumber", number.as_deref());
    }
    let lrn = crate::answer::clipped(&origin.lrn, 22);
    writer.optional(
        "LocalReferenceNumber",
        Some(lrn).filter(|lrn| !lrn.is_empty()),
    );
}

/// Functional errors, as refusals and functional error reports list them.
pub(super) fn write_errors(
    problems: &[Problem],
    writer: &mut Writer,
    code: impl Fn(&'static str) -> &'static str,
) {
    for problem in problems {
        writer.group("FunctionalError", |writer| {
            writer.leaf("ErrorType", code(problem.code));
            writer.leaf("ErrorReason", page::fitting(problem.reason));
            writer.leaf("ErrorLocation", page::fitting(&problem.pointer));
            let value = problem.value.as_deref().map(page::fitting);
            let value = value.filter(|value| !value.trim().is_empty());
            writer.optional("OriginalAttributeValue", value);
        });
    }
}
