//! How are errors reported that no rejection is for? CC906C and CC917C, the same in every system.

use super::errors::write_errors;
use super::page;
use crate::answer::{MessageBehaviour, Page, Violation};
use crate::xml::Writer;

/// CC906C: a functional error report, for messages that no rejection exists for.
pub(crate) const CC906C: MessageBehaviour = MessageBehaviour {
    is_refusal: true,
    is_decision: true,
    ..MessageBehaviour::new("CC906C", write_cc906c)
};

fn write_cc906c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("Header", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
    });
    write_errors(page.draft.answer.detail.problems(), writer);
}

/// CC917C: an XML error report, with lines and columns of the message that is refused.
pub(crate) const CC917C: MessageBehaviour = MessageBehaviour {
    is_refusal: true,
    is_decision: true,
    ..MessageBehaviour::new("CC917C", write_cc917c)
};

/// The error of a report that was asked for by a marker or a script.
pub(crate) fn example() -> Violation {
    Violation {
        line: 1,
        column: 1,
        pointer: None,
        code: "52",
        text: "Refused on request".to_owned(),
    }
}

fn write_cc917c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("Header", |writer| page::lrn(page, writer));
    let violations = page.draft.answer.detail.violations();
    for violation in violations {
        writer.group("XMLError", |writer| {
            writer.leaf("errorLineNumber", &violation.line.to_string());
            writer.leaf("errorColumnNumber", &violation.column.to_string());
            writer.optional("errorPointer", violation.pointer.as_deref());
            writer.leaf("errorCode", violation.code);
            writer.leaf("errorText", crate::answer::clipped(&violation.text, 512));
        });
    }
}
