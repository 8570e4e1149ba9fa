//! CC019C: discrepancies were found.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..super::brief("CC019C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("discrepanciesNotificationDate", &page::date(page));
        writer.leaf(
            "discrepanciesNotificationText",
            "The seals found differ from those declared",
        );
    });
    page::office_and_holder(page, writer);
}
