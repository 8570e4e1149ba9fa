//! CC056C: the message is rejected, for these errors in these places.

use super::page;
use crate::answer::{Kind, Page};
use crate::commission::messages::errors::{write_errors, write_rejection};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_refusal: true,
    is_decision: true,
    ..super::brief("CC056C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| write_rejection(page, writer));
    page::office_and_holder(page, writer);
    write_errors(page.draft.answer.detail.problems(), writer);
}
