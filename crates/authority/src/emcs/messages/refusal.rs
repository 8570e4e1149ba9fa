//! What says that a message is refused, and why?

use super::page;
use crate::answer::{MessageBehaviour, Page, Problem, Violation};
use crate::emcs::incoming::MOVEMENT;
use crate::emcs::problem;
use crate::xml::Writer;

/// IE704: the message is refused, for these errors in these places. The United Kingdom has codes of
/// its own for them, and a namespace.
pub(crate) const IE704: MessageBehaviour = MessageBehaviour {
    is_refusal: true,
    is_decision: true,
    ..MessageBehaviour::new("IE704", write_ie704)
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
    page.draft.answer.kind.code == IE704.code && matches!(super::own_country(page), "GB" | "XI")
}

fn write_ie704(writer: &mut Writer, page: &Page<'_>) {
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

/// IE906: the message cannot be taken, for these errors in these places.
pub(crate) const IE906: MessageBehaviour = MessageBehaviour {
    is_refusal: true,
    is_decision: true,
    ..MessageBehaviour::new("IE906", write_ie906)
};

fn write_ie906(writer: &mut Writer, page: &Page<'_>) {
    writer.group("FunctionalNegativeAcknowledgement", |writer| {
        known(page, writer);
        let problems = page.draft.answer.detail.problems();
        write_errors(problems, writer, |code| code);
    });
}

/// The numbers of a movement that is known.
pub(super) fn known(page: &Page<'_>, writer: &mut Writer) {
    if page.draft.facts.mrn.is_some() && page::arc(page).is_some() {
        writer.group("Attributes", |writer| page::numbers(page, writer));
    }
}

/// IE917: an XML error report, with lines and columns of the message that is refused.
pub(crate) const IE917: MessageBehaviour = MessageBehaviour {
    is_refusal: true,
    is_decision: true,
    ..MessageBehaviour::new("IE917", write_ie917)
};

/// The error of a report that was asked for by a marker or a script.
pub(crate) fn example() -> Violation {
    Violation {
        line: 1,
        column: 1,
        pointer: None,
        code: "",
        text: "Refused on request".to_owned(),
    }
}

fn write_ie917(writer: &mut Writer, page: &Page<'_>) {
    writer.group("XmlNegativeAcknowledgement", |writer| {
        known(page, writer);
        for violation in page.draft.answer.detail.violations() {
            writer.group("XmlError", |writer| {
                writer.leaf("ErrorLineNumber", &violation.line.to_string());
                writer.leaf("ErrorColumnNumber", &violation.column.to_string());
                writer.leaf("ErrorReason", page::fitting(&violation.text));
                let pointer = violation.pointer.as_deref().map(page::fitting);
                writer.optional("ErrorLocation", pointer);
            });
        }
    });
}
