//! CC917C: an XML error report, with lines and columns of the message that is refused.

use super::page;
use crate::answer::{Kind, Page, Violation};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_refusal: true,
    is_decision: true,
    ..Kind::new("CC917C", write)
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

fn write(writer: &mut Writer, page: &Page<'_>) {
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
