//! CC551C: release is refused.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = super::moving("CC551C", Status::NotReleased, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| page::mrn(page, writer));
    page::export_office(page, writer);
    page::exporter(page, writer);
    page::declarant(page, writer);
    writer.group("ControlResult", |writer| {
        writer.leaf("date", &page::date(page));
        writer.leaf("text", "The control result is not satisfactory");
    });
}
