//! The messages we write, as tables: the declaration, its presentation and its invalidation.
//!
//! One table is the declarations of all types ([`editions`]): each row says in which it stands and
//! in which it must. The order is that of the structures that customs publishes, in which all types
//! agree. Codes of the WCO data model (`tag`) are read in pointers; written are the elements' names.

mod commodity;
mod declaration;
mod documents;
pub mod editions;
mod item;
mod parties;
mod requests;
mod shipment;
mod transport;

use std::sync::LazyLock;

use crate::table::{Table, table};

/// The declaration, and the amendment, which is the declaration with another head.
pub static DECLARATION: LazyLock<Table> =
    LazyLock::new(|| table!("DEC", declaration::ROWS).named_by_elements());

/// The notification that goods are presented.
pub static PRESENTATION: LazyLock<Table> =
    LazyLock::new(|| table!("GPR", requests::PRESENTATION_ROWS).named_by_elements());

/// The request for invalidation.
pub static INVALIDATION: LazyLock<Table> =
    LazyLock::new(|| table!("INV", requests::INVALIDATION_ROWS).named_by_elements());
