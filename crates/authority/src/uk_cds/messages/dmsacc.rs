//! DMSACC: the declaration is accepted, under an MRN.

use jiff::ToSpan as _;

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    tells_mrn: true,
    ..Kind::moving("DMSACC", Status::Accepted, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("Declaration", |writer| {
        let before = page.draft.moment.saturating_sub(1.second());
        page::time("AcceptanceDateTime", before, writer);
        page::references(page, writer);
        page::version(page, writer);
    });
}
