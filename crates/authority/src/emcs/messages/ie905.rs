//! IE905: where the movement stands (TC50), and what was told of it last.

use super::page;
use crate::answer::{Kind, Page};
use crate::emcs::movement::last_message;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::new("IE905", write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    let standing = page.draft.facts.standing;
    writer.group("StatusResponse", |writer| {
        writer.group("Attributes", |writer| {
            page::numbers(page, writer);
            writer.leaf("Status", standing);
            writer.leaf("LastReceivedMessageType", last_message(standing));
        });
    });
}
