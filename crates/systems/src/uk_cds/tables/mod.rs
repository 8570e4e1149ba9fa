//! The messages we write, as tables: the declaration in its parts, and the cancellation.
//!
//! Rows stand in the order of the official schema. Each names by its `tag` what customs' pointers
//! call it: a WCO section (`68A`) where it is a group, a WCO data element (`D005`) where it is a
//! value. A row with an empty tag is passed over by pointers.

mod cancellation;
mod commodity;
mod declaration;
mod documents;
mod item;
mod parties;
mod shipment;
mod transport;

use std::sync::LazyLock;

use cas_model::document::SingleAdministrativeDocument;

use crate::table::{Row, Table};

/// The declaration, and the amendment, which is the declaration with another head.
pub static DECLARATION: LazyLock<Table> = LazyLock::new(|| table("DEC", declaration::ROWS));
/// The request for cancellation.
pub static CANCELLATION: LazyLock<Table> = LazyLock::new(|| table("INV", cancellation::ROWS));

fn table(message: &'static str, rows: &'static [Row]) -> Table {
    Table::new(message, rows, SingleAdministrativeDocument::shape())
}
