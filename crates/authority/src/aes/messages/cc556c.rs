//! CC556C: the office of export rejects the message, for these errors in these places.

use super::page;
use crate::answer::{Kind, Page};
use crate::commission::messages::errors::{write_errors, write_rejection};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_refusal: true,
    is_decision: true,
    ..super::brief("CC556C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| write_rejection(page, writer));
    page::export_office(page, writer);
    page::declarant(page, writer);
    write_errors(page.draft.answer.detail.problems(), writer);
}
