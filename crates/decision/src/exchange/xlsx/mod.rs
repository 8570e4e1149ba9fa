//! How are rows edited in Excel and brought back?
//!
//! [`write()`] gives a workbook with the rows of a table on the sheet `Rows`, every cell as text so
//! that codes keep their zeros, and a sheet `Help` that explains columns and cells. [`read`] takes
//! the rows of that sheet, or of the first one. Files, what they unpack to, rows and cells are
//! limited before and while they are read.

mod measure;
mod read;
mod sheet;
mod write;

pub use super::cells::{LOST_DIGITS, has_lost_digits};
pub use super::rows::SheetRows;
pub use sheet::{
    FILE_BYTES, FILE_PARTS, SHEET_CELLS, SHEET_COLUMNS, SHEET_ROWS, SheetError, UNPACKED_BYTES,
    WITHOUT_VALUE, cell_name, refuse_merged,
};

use crate::table::Table;

/// The rows of a table as a workbook.
///
/// # Errors
/// When a cell or the table is larger than Excel allows.
pub fn write(table: &Table) -> Result<Vec<u8>, SheetError> {
    write::write(table)
}

/// Reads the rows of a table from a workbook.
///
/// # Errors
/// Every row that cannot be taken, or why the workbook cannot be read.
pub fn read(table: &Table, bytes: &[u8]) -> Result<SheetRows, Vec<SheetError>> {
    read::read(table, bytes)
}

/// Looks whether a workbook is small enough to be read, before anything reads it: that it unpacks
/// to no more bytes than these, and claims no more texts than a sheet has cells.
///
/// # Errors
/// Why it must not be read.
pub fn measure(bytes: &[u8], most: u64) -> Result<(), String> {
    measure::measure(bytes, most)
}
