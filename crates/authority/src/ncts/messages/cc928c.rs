//! CC928C: the declaration was received.

use super::{Kind, Page};
use crate::ncts::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::moving("CC928C", Status::Acknowledged, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| page.lrn(writer));
    page.office_and_holder(writer);
}
