//! CC019C: discrepancies were found.

use super::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::new("CC019C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page.mrn(writer);
        writer.leaf("discrepanciesNotificationDate", &page.date());
        writer.leaf(
            "discrepanciesNotificationText",
            "The seals found differ from those declared",
        );
    });
    page.office_and_holder(writer);
}
