//! DMSRCV: a pre-lodged declaration, or a request about a declaration, was received.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    tells_mrn: true,
    ..Kind::moving("DMSRCV", Status::Acknowledged, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("Declaration", |writer| {
        page::own_references(page, writer);
        page::version(page, writer);
    });
}
