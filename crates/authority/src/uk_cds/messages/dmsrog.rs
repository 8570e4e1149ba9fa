//! DMSROG: the goods are released, before the declaration is cleared.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::moving("DMSROG", Status::Released, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer);
}
