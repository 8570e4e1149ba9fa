//! What of DMN is taken over, and what is not?
//!
//! [`read`] takes the decision tables of a DMN 1.2 to 1.5 file: every decision whose logic is a
//! decision table becomes a [`Table`]. Cells outside our language stay in the table as they are
//! and are reported; such a table is a draft until they are corrected. Other logic (literal
//! expressions, contexts, business knowledge) and diagrams are not taken. What is refused names the
//! table that needs it, so that who wants one table of a file can pass over the rest. [`write()`]
//! gives DMN 1.5; what DMN does not know (modes, validity, our types) stands in attributes of our
//! own namespace.

mod file;
mod missing;
mod names;
mod read;
mod types;
mod write;

pub use file::{DmnError, Import, Refused, TableNote};

use crate::table::Table;

/// Takes the decision tables of a DMN file.
///
/// # Errors
/// When it is no DMN file.
pub fn read(bytes: &[u8]) -> Result<Import, DmnError> {
    read::read(bytes)
}

/// Tables as a DMN 1.5 file.
#[must_use]
pub fn write(tables: &[Table]) -> String {
    write::write(tables)
}
