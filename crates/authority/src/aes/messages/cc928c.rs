//! CC928C: the declaration was received. Its structure is transit's: that of export is not known.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = super::moving("CC928C", Status::Acknowledged, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| page::lrn(page, writer));
    page::export_office(page, writer);
    page::declarant(page, writer);
}
