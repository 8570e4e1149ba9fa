//! DMSALV: another authority decided on the goods.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::new("DMSALV", write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("Released by the port health authority"), writer);
    page::declaration(page, writer);
}
