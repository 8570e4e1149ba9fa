//! How large may a workbook be, and what is said of a cell that is not taken?

use serde::Serialize;

/// The name of the sheet that holds the rows.
pub(super) const ROWS: &str = "Rows";

/// The largest file that is read, in bytes.
pub const FILE_BYTES: usize = 16 * 1024 * 1024;

/// The most a file may unpack to, and the most text its rows may hold.
pub const UNPACKED_BYTES: usize = 64 * 1024 * 1024;

/// Most parts of a file: sheets, styles, pictures.
pub const FILE_PARTS: usize = 1_000;

/// Most rows of a sheet.
pub const SHEET_ROWS: usize = 100_000;

/// Most columns of a sheet.
pub const SHEET_COLUMNS: usize = 1_000;

/// Most cells of a sheet, with the empty ones before the last of a row.
pub const SHEET_CELLS: usize = 2_000_000;

/// Why a cell, a row or a workbook was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{}{message}", location(.sheet.as_deref(), *.row, .column.as_deref(), .head.as_deref()))]
pub struct SheetError {
    /// The sheet, when it is about one.
    pub sheet: Option<String>,
    /// The row of the sheet, counted from 1.
    pub row: Option<usize>,
    /// The column of the sheet: `C`.
    pub column: Option<String>,
    /// The head of the column: `if mass`.
    pub head: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl SheetError {
    pub(super) fn whole(message: impl Into<String>) -> Self {
        Self {
            sheet: None,
            row: None,
            column: None,
            head: None,
            message: message.into(),
        }
    }
}

fn location(
    sheet: Option<&str>,
    row: Option<usize>,
    column: Option<&str>,
    head: Option<&str>,
) -> String {
    let parts = [
        sheet.map(|sheet| format!("sheet {sheet}")),
        row.map(|row| format!("row {row}")),
        column.map(|column| format!("column {column}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match (parts.is_empty(), head) {
        (true, None) => String::new(),
        (true, Some(head)) => format!("{head}: "),
        (false, None) => format!("{}: ", parts.join(", ")),
        (false, Some(head)) => format!("{} ({head}): ", parts.join(", ")),
    }
}
