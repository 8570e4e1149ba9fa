//! DMSDET: the goods are detained.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::moving("DMSDET", Status::NotReleased, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("The goods are detained"), writer);
    page::declaration(page, writer);
}
