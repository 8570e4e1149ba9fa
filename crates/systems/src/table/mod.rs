//! How does a document become a customs message, and a customs' pointer one of our fields?
//!
//! A customs message is a table: [`Row`]s in the message's order, each with an element and the
//! field it comes from, its format and its condition. A [`Table`] is such rows with the names
//! resolved to field indexes, once. [`Table::write`] writes the message, [`Table::read`] fills a
//! document from one in which customs repeats it, [`Table::read_declared`] from one of a trader's,
//! with nothing passed over; [`Table::field_of`] and [`Table::pointer_of`] map
//! pointers both ways. All follow the same rows, so they cannot disagree. Rows are written relative
//! to the record they stand in; `/` begins at the document.

mod checked;
mod compile;
mod declared;
mod element_fields;
mod elements;
mod examine;
mod fields;
mod format;
mod known;
mod numbers;
mod pair;
mod place;
mod pointer;
mod read;
mod row;
mod selection;
mod taken;
mod unsaid;
mod write;

pub use checked::CheckedRows;
pub use compile::Table;
pub(crate) use declared::is_of_xml;
pub use declared::{Declared, without_numbers};
pub use element_fields::ElementFields;
pub use format::Format;
pub(crate) use format::zoned_moment;
pub(crate) use pair::SAID;
pub use pair::{Pair, pair_shape};
pub use place::Context;
pub use row::{Content, Names, Need, Row, Source, Test, list, may, must, part};
pub use selection::Selection;
pub use unsaid::OURS;
pub use write::Insertion;

/// The table of a message, whose rows are checked when this is compiled: `table!("CC515C", ROWS)`
/// speaks of the document, `table!("CC507C", ROWS, said Arrival)` of the document and of
/// what is said about it.
macro_rules! table {
    ($message:expr, $rows:expr) => {{
        const ROWS: $crate::table::CheckedRows = $crate::table::CheckedRows::new(
            &$rows,
            cas_model::document::SingleAdministrativeDocument::OUTLINE,
        );
        let shape = cas_model::document::SingleAdministrativeDocument::shape();
        $crate::table::Table::new($message, ROWS, shape)
    }};
    ($message:expr, $rows:expr, said $said:ty) => {{
        const ROWS: $crate::table::CheckedRows = $crate::table::CheckedRows::new(
            &$rows,
            &cas_model::path::Outline {
                record: "Pair",
                fields: &[cas_model::path::OutlineField {
                    name: "said",
                    kind: cas_model::path::OutlineKind::Record(<$said>::OUTLINE),
                }],
                also: Some(cas_model::document::SingleAdministrativeDocument::OUTLINE),
            },
        );
        $crate::table::Table::new($message, ROWS, $crate::table::pair_shape(<$said>::shape))
    }};
}

pub(crate) use table;
