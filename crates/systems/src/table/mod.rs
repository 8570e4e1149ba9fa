//! How does a document become a customs message, and a customs' pointer one of our fields?
//!
//! A customs message is a table: [`Row`]s in the message's order, each with an element and the
//! field it comes from, its format and its condition. A [`Table`] is such rows with the names
//! resolved to field indexes, once. [`Table::write`] writes the message; [`Table::field_of`] and
//! [`Table::pointer_of`] map pointers both ways. All three read the same rows, so they cannot
//! disagree. Rows are written relative to the record they stand in; `/` begins at the document.

mod compile;
mod format;
mod place;
mod pointer;
mod row;
mod write;

pub use compile::Table;
pub use format::Format;
pub use place::Context;
pub use row::{Content, Names, Need, Row, Source, Test, list, may, must, part};
pub use write::Insertion;
