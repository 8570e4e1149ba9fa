//! DMSQRY: customs asks the declarant something, and waits.

use super::page;
use crate::answer::{Kind, Page};
use crate::status::Status;
use crate::xml::Writer;

pub(crate) const KIND: Kind = Kind::moving("DMSQRY", Status::AmendmentRequested, write);

fn write(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, Some("Explain the value of the first item"), writer);
    page::declaration(page, writer);
}
