//! What announces a control, at the office of export and at that of exit?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// CC560C: a control is decided, or documents are requested.
pub(crate) const CC560C: MessageBehaviour =
    super::moving("CC560C", Status::UnderControl, write_cc560c);

fn write_cc560c(writer: &mut Writer, page: &Page<'_>) {
    let wants_documents = page.draft.answer.detail.wants_documents();
    writer.group("ExportOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        writer.leaf("controlNotificationDateAndTime", &page::moment(page));
        writer.leaf("notificationType", if wants_documents { "1" } else { "0" });
    });
    page::export_office(page, writer);
    page::declarant(page, writer);
    if wants_documents {
        writer.group("RequestedDocument", |writer| {
            writer.leaf("sequenceNumber", "1");
            writer.leaf("documentType", "N380");
            writer.leaf("description", "Commercial invoice");
        });
    } else {
        control(writer);
    }
}

/// The control of the goods.
fn control(writer: &mut Writer) {
    writer.group("TypeOfControls", |writer| {
        writer.leaf("sequenceNumber", "1");
        writer.leaf("type", "40");
        writer.leaf("text", "Physical control of the first item");
    });
}

/// CC561C: the goods are controlled at the office of exit.
pub(crate) const CC561C: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::new("CC561C", write_cc561c)
};

fn write_cc561c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("controlNotificationDateAndTime", &page::moment(page));
    });
    page::exit_office(page, writer);
    page::exit_carrier(page, writer);
    control(writer);
}
