//! CWMEOG: the goods have left. CWMGER: customs asks within thirty days whether they have.

use super::page;
use crate::answer::Kind;
use crate::status::Status;

pub(crate) const CWMEOG: Kind = Kind::moving("CWMEOG", Status::Discharged, page::plain);

pub(crate) const CWMGER: Kind = Kind::new("CWMGER", |writer, page| {
    page::declaration(page, writer, |_| {});
    page::statement("Tell where the goods are", writer);
    page::issued(page, writer);
    page::limit(page, "DueDate", 30, writer);
});
