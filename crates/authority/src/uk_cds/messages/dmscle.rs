//! DMSCLE: the declaration is cleared.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::moving("DMSCLE", Status::Released, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::statement(Some("A2"), None, writer);
    page::declaration(page, writer);
}
