//! CC557C: the office of exit rejects the message, for these errors in these places.

use super::page;
use crate::answer::{Kind, Page};
use crate::commission::messages::errors::{write_errors, write_rejection};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_refusal: true,
    is_decision: true,
    ..Kind::new("CC557C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| write_rejection(page, writer));
    page::exit_office(page, writer);
    page::declarant(page, writer);
    page::exit_carrier(page, writer);
    write_errors(page.draft.answer.detail.problems(), writer);
}
