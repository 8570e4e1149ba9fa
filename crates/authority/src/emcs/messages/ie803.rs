//! IE803: the goods go to somebody else, or the movement was split into these.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::new("IE803", write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    let parts = page.draft.answer.detail.references();
    writer.group("NotificationOfDivertedEADESAD", |writer| {
        writer.group("ExciseNotification", |writer| {
            let kind = if parts.is_empty() { "1" } else { "2" };
            writer.leaf("NotificationType", kind);
            writer.leaf("NotificationDateAndTime", &page::moment(page));
            page::numbers(page, writer);
        });
        for arc in parts {
            writer.group("DownstreamArc", |writer| {
                writer.leaf("AdministrativeReferenceCode", arc);
            });
        }
    });
}
