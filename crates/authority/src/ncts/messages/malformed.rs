//! An answer that is no XML: its tags do not match. No trader may stumble over it.

use super::{Kind, Page};
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::new("malformed", write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    writer.open("TransitOperation");
    page.lrn(writer);
}
