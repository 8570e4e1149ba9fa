//! What says that customs has a message or a declaration?

use jiff::ToSpan as _;

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// DMSRCV: a pre-lodged declaration, or a request about a declaration, was received.
pub(crate) const DMSRCV: MessageBehaviour = MessageBehaviour {
    tells_mrn: true,
    ..MessageBehaviour::moving("DMSRCV", Status::Acknowledged, write_dmsrcv)
};

fn write_dmsrcv(writer: &mut Writer, page: &Page<'_>) {
    writer.group("Declaration", |writer| {
        page::own_references(page, writer);
        page::version(page, writer);
    });
}

/// DMSACC: the declaration is accepted, under an MRN.
pub(crate) const DMSACC: MessageBehaviour = MessageBehaviour {
    tells_mrn: true,
    ..MessageBehaviour::moving("DMSACC", Status::Accepted, write_dmsacc)
};

fn write_dmsacc(writer: &mut Writer, page: &Page<'_>) {
    writer.group("Declaration", |writer| {
        let before = page.draft.moment.saturating_sub(1.second());
        page::time("AcceptanceDateTime", before, writer);
        page::references(page, writer);
        page::version(page, writer);
    });
}
