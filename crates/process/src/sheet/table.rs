//! A table of text, and how large one may be.

use std::collections::BTreeSet;

/// Most rows of a table below its header.
pub const MAX_ROWS: usize = 100_000;
/// Most columns of a table.
pub const MAX_COLUMNS: usize = 200;
/// Most cells of a table.
pub const MAX_CELLS: usize = 2_000_000;
/// Most bytes of a spreadsheet once it is unpacked, and of the text of its cells.
pub const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

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
    /// Makes a table of numbered rows, the first of which is its header.
    pub(super) fn of_rows(rows: impl IntoIterator<Item = SheetRow>) -> Result<Self, SheetError> {
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
pub(super) struct Count {
    /// The header counts as one.
    rows: usize,
    cells: usize,
    bytes: u64,
}

impl Count {
    /// Texts that cells of a workbook share become one each.
    pub(super) fn add_text(&mut self, text: &str) -> Result<(), SheetError> {
        self.bytes += text.len() as u64;
        match self.bytes > MAX_UNPACKED {
            true => Err(refused(format!(
                "more than {MAX_UNPACKED} bytes of text; cut the file"
            ))),
            false => Ok(()),
        }
    }

    pub(super) fn add_row(&mut self) -> Result<(), SheetError> {
        self.rows += 1;
        match self.rows > MAX_ROWS + 1 {
            true => Err(refused(format!("more than {MAX_ROWS} rows; cut the file"))),
            false => Ok(()),
        }
    }

    pub(super) fn cell(&mut self, column: usize) -> Result<(), SheetError> {
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

pub(super) fn refused(message: impl Into<String>) -> SheetError {
    SheetError(message.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_ends_at_its_limit() {
        let mut count = Count {
            rows: MAX_ROWS,
            cells: MAX_CELLS - 1,
            bytes: MAX_UNPACKED - 3,
        };
        assert_eq!(count.add_row(), Ok(()));
        let said = "more than 100000 rows; cut the file";
        assert_eq!(count.add_row(), Err(refused(said)));
        assert_eq!(count.cell(0), Ok(()));
        let said = "more than 2000000 cells; cut the file";
        assert_eq!(count.cell(0), Err(refused(said)));
        assert_eq!(count.add_text("abc"), Ok(()));
        let said = "more than 67108864 bytes of text; cut the file";
        assert_eq!(count.add_text("a"), Err(refused(said)));
        let mut count = Count::default();
        assert_eq!(count.cell(MAX_COLUMNS - 1), Ok(()));
        let said = "more than 200 columns";
        assert_eq!(count.cell(MAX_COLUMNS), Err(refused(said)));
    }
}
