//! CC045C: the procedure is discharged and the guarantee released.

use super::{Kind, Page};
use crate::ncts::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::moving("CC045C", Status::Discharged, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page.mrn(writer);
        writer.leaf("writeOffDate", &page.date());
    });
    page.office_and_holder(writer);
}
