//! CC028C: the declaration is accepted, and this is its MRN.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    tells_mrn: true,
    ..super::moving("CC028C", Status::Accepted, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        writer.leaf("declarationAcceptanceDate", &page::acceptance_date(page));
    });
    page::office_and_holder(page, writer);
}
