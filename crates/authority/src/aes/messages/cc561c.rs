//! CC561C: the goods are controlled at the office of exit.

use super::cc560c::control;
use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind {
    is_reply: false,
    ..Kind::new("CC561C", write)
};

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("controlNotificationDateAndTime", &page::moment(page));
    });
    page::exit_office(page, writer);
    page::exit_carrier(page, writer);
    control(writer);
}
