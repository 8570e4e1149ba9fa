//! CC509C: the declaration is invalidated, as the trader asked or by customs itself.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_decision: true,
    ..super::moving("CC509C", Status::Invalidated, write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    let is_by_customs = !page::is_reply(page);
    writer.group("ExportOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        writer.leaf("invalidationDecisionDateAndTime", &page::moment(page));
        if !is_by_customs {
            writer.leaf("invalidationRequestDateAndTime", &page::asked_at(page));
        }
        let by_customs = if is_by_customs { "1" } else { "0" };
        writer.leaf("invalidationInitiatedByCustoms", by_customs);
        if is_by_customs {
            let why = "The goods were not presented as declared";
            writer.leaf("invalidationJustification", why);
        }
    });
    page::export_office(page, writer);
    page::exporter(page, writer);
    page::declarant(page, writer);
}
