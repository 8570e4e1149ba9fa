//! DMSEXT: the declaration is handled outside of the system.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::new("DMSEXT", write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("Handled at the office"), writer);
    page::declaration(page, writer);
}
