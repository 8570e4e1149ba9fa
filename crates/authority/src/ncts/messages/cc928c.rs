//! CC928C: the declaration was received.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = super::moving("CC928C", Status::Acknowledged, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| page::lrn(page, writer));
    page::office_and_holder(page, writer);
}
