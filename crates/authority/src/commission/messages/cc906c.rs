//! CC906C: a functional error report, for messages that no rejection exists for.

use super::errors::write_errors;
use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_refusal: true,
    is_decision: true,
    ..Kind::new("CC906C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("Header", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
    });
    write_errors(page.draft.answer.detail.problems(), writer);
}
