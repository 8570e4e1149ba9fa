//! CC045C: the procedure is discharged and the guarantee released.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..super::moving("CC045C", Status::Discharged, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("writeOffDate", &page::date(page));
    });
    page::office_and_holder(page, writer);
}
