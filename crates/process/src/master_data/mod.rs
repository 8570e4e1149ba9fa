//! Updates of master-data records: what a row or a message makes of the record that is there.

pub mod columns;
pub mod import;
pub mod revise;

pub use columns::Column;
pub use revise::{Revision, revise};
