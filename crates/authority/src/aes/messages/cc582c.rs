//! CC582C: customs asks whether the goods have left, and by when it wants an answer.

use jiff::ToSpan as _;

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..super::brief("CC582C", write)
};

/// How many days the trader has to answer.
const DAYS_TO_ANSWER: i64 = 30;

fn write(writer: &mut Writer, page: &Page<'_>) {
    let today = page.draft.moment.date();
    let limit = today.saturating_add(DAYS_TO_ANSWER.days());
    writer.group("ExportOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("limitForResponseDate", &limit.to_string());
        writer.leaf("requestOnNonExitedExportDate", &today.to_string());
    });
    page::export_office(page, writer);
    page::exporter(page, writer);
    page::declarant(page, writer);
}
