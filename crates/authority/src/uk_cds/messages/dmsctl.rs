//! DMSCTL: the goods are controlled before they are cleared.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::moving("DMSCTL", Status::UnderControl, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("Physical examination of the first item"), writer);
    page::declaration(page, writer);
}
