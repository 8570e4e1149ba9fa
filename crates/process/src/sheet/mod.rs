//! How is a table read that a person made: a CSV file or a spreadsheet?
//!
//! As rows of text under a header, each row with the number its program shows. Codes stay text, so
//! leading zeros stay. Everything has a limit, and what is beyond it is refused as a whole.

mod csv;
mod json;
mod xlsx;

use std::collections::BTreeSet;

pub use self::csv::write_csv;

/// Most rows of a table below its header.
pub const MAX_ROWS: usize = 100_000;
/// Most columns of a table.
pub const MAX_COLUMNS: usize = 200;
/// Most cells of a table.
pub const MAX_CELLS: usize = 2_000_000;
/// Most bytes of a spreadsheet once it is unpacked, and of the text of its cells.
pub const MAX_UNPACKED: u64 = 300 * 1024 * 1024;

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

/// A table of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The names of its columns.
    pub header: Vec<String>,
    /// Its rows that are not empty.
    pub rows: Vec<SheetRow>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number, as the program that made it counts: the header is row 1.
    pub number: usize,
    /// Its cells, trimmed; an empty one is empty text.
    pub cells: Vec<String>,
    /// The columns in which the file has a number and not text: zeros that it began with are gone.
    pub numbers: BTreeSet<usize>,
}

/// Why a table cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SheetError(pub String);

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

    /// Makes a table of numbered rows, the first of which is its header.
    fn of_rows(rows: impl IntoIterator<Item = SheetRow>) -> Result<Self, SheetError> {
        let mut rows = rows.into_iter().filter(SheetRow::says_something);
        let header = rows
            .next()
            .ok_or_else(|| refused("the table is empty; its first row names the columns"))?;
        let mut header = header.cells;
        while header.last().is_some_and(String::is_empty) {
            header.pop();
        }
        Ok(Self {
            header,
            rows: rows.collect(),
        })
    }
}

impl SheetRow {
    /// The text of a cell; empty when the row is shorter.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    fn says_something(&self) -> bool {
        self.cells.iter().any(|cell| !cell.is_empty())
    }
}

/// Counts what was read and stops at the limits.
#[derive(Default)]
struct Count {
    rows: usize,
    cells: usize,
    bytes: u64,
}

impl Count {
    /// Texts that cells of a workbook share become one each.
    fn text(&mut self, text: &str) -> Result<(), SheetError> {
        self.bytes += text.len() as u64;
        match self.bytes > MAX_UNPACKED {
            true => Err(refused(format!(
                "more than {MAX_UNPACKED} bytes of text; cut the file"
            ))),
            false => Ok(()),
        }
    }

    fn row(&mut self) -> Result<(), SheetError> {
        self.rows += 1;
        match self.rows > MAX_ROWS + 1 {
            true => Err(refused(format!("more than {MAX_ROWS} rows; cut the file"))),
            false => Ok(()),
        }
    }

    fn cell(&mut self, column: usize) -> Result<(), SheetError> {
        self.cells += 1;
        if column >= MAX_COLUMNS {
            return Err(refused(format!("more than {MAX_COLUMNS} columns")));
        }
        match self.cells > MAX_CELLS {
            true => Err(refused(format!(
                "more than {MAX_CELLS} cells; cut the file"
            ))),
            false => Ok(()),
        }
    }
}

fn refused(message: impl Into<String>) -> SheetError {
    SheetError(message.into())
}
