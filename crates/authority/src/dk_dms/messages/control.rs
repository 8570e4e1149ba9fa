//! CWMCTL: the goods are controlled before they are released. CWMDOC: documents are to be presented
//! within ten days.

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const CWMCTL: MessageBehaviour =
    MessageBehaviour::moving("CWMCTL", Status::UnderControl, |writer, page| {
        page::declaration(page, writer, |_| {});
        write_control("10", page, writer);
        page::statement("Physical examination of the first item", writer);
        page::issued(page, writer);
    });

pub(crate) const CWMDOC: MessageBehaviour =
    MessageBehaviour::moving("CWMDOC", Status::UnderControl, |writer, page| {
        page::declaration(page, writer, |_| {});
        write_control("20", page, writer);
        page::statement("Present the commercial invoice", writer);
        page::issued(page, writer);
        page::limit(page, "DueDate", 10, writer);
        writer.group("AdditionalDocument", |writer| {
            writer.leaf("Type", "N380");
            writer.leaf("Identifier", "Commercial invoice");
        });
    });

/// A control of a type: 10 of the goods, 20 of documents.
fn write_control(code: &str, page: &Page<'_>, writer: &mut Writer) {
    writer.group("Control", |writer| {
        writer.leaf("SequenceNumeric", "1");
        page::limit(page, "LimitDateTime", 10, writer);
        writer.leaf("TypeCode", code);
    });
}
