//! CC028C: the declaration is accepted, and this is its MRN.

use super::{Kind, Page};
use crate::ncts::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    tells_mrn: true,
    ..Kind::moving("CC028C", Status::Accepted, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page.lrn(writer);
        page.mrn(writer);
        writer.leaf("declarationAcceptanceDate", &page.acceptance_date());
    });
    page.office_and_holder(writer);
}
