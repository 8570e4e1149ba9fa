//! IE881: the authority closes the movement.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::new("IE881", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ManualClosureResponse", |writer| {
        writer.group("Attributes", |writer| {
            page::numbers(page, writer);
            writer.leaf("ManualClosureRequestReasonCode", "0");
            page::words(
                "ManualClosureRequestReasonCodeComplement",
                "Closed on request",
                writer,
            );
            writer.leaf("ManualClosureRequestAccepted", "1");
        });
    });
}
