//! DMSINV: the declaration is invalidated, upon request or by customs.

use super::page;
use crate::answer::{Decision, Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_decision: true,
    ..Kind::moving("DMSINV", Status::Invalidated, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    let is_by_customs = page.draft.answer.detail.decision() == Some(Decision::ByCustoms);
    page::statement(Some("3").filter(|_| !is_by_customs), None, writer);
    writer.group("Declaration", |writer| {
        page::time("CancellationDateTime", page.draft.moment, writer);
        page::references(page, writer);
        page::version(page, writer);
    });
}
