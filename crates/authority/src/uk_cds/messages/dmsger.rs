//! DMSGER: nobody has told yet that the goods left.

use super::page;
use crate::answer::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::new("DMSGER", write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("Tell where the goods are"), writer);
    page::declaration(page, writer);
}
