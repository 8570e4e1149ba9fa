//! How are rows edited in a spreadsheet and brought back?
//!
//! [`write()`] gives the rows of a table under a head of `row, enabled, valid from, valid to, note`,
//! then `if <input>` and `then <output>`. [`read`] finds the columns by these names, in any order,
//! and gives rows that [`check`](crate::check) can look at. A row without an id gets a new one.

use super::records;
pub use super::rows::LineError;
use super::rows::{LineLengths, fields, heads, take};
use crate::table::{Row, Table};

/// The rows of a table as CSV.
#[must_use]
pub fn write(table: &Table) -> String {
    let mut text = String::new();
    records::write(&mut text, heads(table).iter().map(String::as_str));
    for row in &table.rows {
        records::write(&mut text, fields(row).iter().map(String::as_str));
    }
    text
}

/// Reads the rows of a table from CSV.
///
/// # Errors
/// Every line that cannot be taken.
pub fn read(table: &Table, text: &str) -> Result<Vec<Row>, Vec<LineError>> {
    let records = records::read(text).map_err(|(line, message)| {
        vec![LineError {
            line,
            column: None,
            message,
        }]
    })?;
    take(table, &records, LineLengths::Whole).map(|taken| taken.rows)
}
