//! IE917: an XML error report, with lines and columns of the message that is refused.

use super::{ie906, page};
use crate::answer::{Kind, Page, Violation};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_refusal: true,
    is_decision: true,
    ..Kind::new("IE917", write)
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

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("XmlNegativeAcknowledgement", |writer| {
        ie906::known(page, writer);
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
