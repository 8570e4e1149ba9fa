//! The forms in which a table may come.

use super::table::{Sheet, SheetError};
use super::{csv, json, xlsx};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetFormat {
    /// Comma-, semicolon- or tab-separated text in UTF-8.
    Csv,
    /// The first sheet of a workbook (XLSX).
    Xlsx,
    /// An array of flat objects.
    Json,
}

impl Sheet {
    /// Reads a table. Takes its time for a large one: not for a thread that others wait for.
    ///
    /// # Errors
    /// When it is not what it says, has no header, or is too large.
    pub fn read(format: SheetFormat, bytes: &[u8]) -> Result<Self, SheetError> {
        match format {
            SheetFormat::Csv => csv::read(bytes),
            SheetFormat::Xlsx => xlsx::read(bytes),
            SheetFormat::Json => json::read(bytes),
        }
    }
}
