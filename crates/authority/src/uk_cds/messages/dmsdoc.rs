//! DMSDOC: documents are to be presented within ten days.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::moving("DMSDOC", Status::UnderControl, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("AdditionalInformation", |writer| {
        writer.leaf("StatementDescription", "Present the commercial invoice");
        page::limit(page, "LimitDateTime", 10, writer);
        writer.leaf("StatementTypeCode", "AFB");
        page::pointers("42A 67A 68A[1] 02A[1]", writer);
    });
    page::declaration(page, writer);
}
