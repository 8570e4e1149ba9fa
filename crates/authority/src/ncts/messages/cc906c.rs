//! CC906C: a functional error report, for messages that no rejection exists for.

use super::cc056c::{problems, write_errors};
use super::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_refusal: true,
    is_decision: true,
    ..Kind::new("CC906C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("Header", |writer| {
        page.lrn(writer);
        page.mrn(writer);
    });
    write_errors(problems(&page.draft.answer.detail), writer);
}
