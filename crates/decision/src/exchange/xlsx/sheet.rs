//! How large may a workbook be, and what is said of a cell that is not taken?

use calamine::Dimensions;
use serde::Serialize;

use crate::table::TABLE_ROWS;

/// The name of the sheet that holds the rows.
pub(super) const ROWS: &str = "Rows";

/// The largest file that is read, in bytes.
pub const FILE_BYTES: usize = 16 * 1024 * 1024;

/// The most a file may unpack to, and the most text its rows may hold.
pub const UNPACKED_BYTES: usize = 64 * 1024 * 1024;

/// Most parts of a file: sheets, styles, pictures.
pub const FILE_PARTS: usize = 1_000;

/// Most lines of a sheet: the rows of a table and its head.
pub const SHEET_ROWS: usize = TABLE_ROWS + 1;

/// Most columns of a sheet.
pub const SHEET_COLUMNS: usize = 1_000;

/// Most cells of a sheet, with the empty ones before the last of a row.
pub const SHEET_CELLS: usize = 2_000_000;

/// What is said of a formula without a value.
pub const WITHOUT_VALUE: &str = "this is a formula without a value: a program wrote the file and did \
    not compute it; open and save it in Excel, or write the value";
/// `F2`, of a cell whose row and column are counted from 0.
#[must_use]
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", letters(column as usize), row + 1)
}

/// What is said of cells that are merged.
pub(super) fn merged_cells(range: &Dimensions) -> String {
    let name = |(row, column): (u32, u32)| cell_name(row, column);
    format!(
        "the cells {}:{} are merged, only the first has a value; unmerge them and write the value into \
         each row",
        name(range.start),
        name(range.end)
    )
}

/// Refuses merged cells, for whoever reads other sheets than those of tables.
///
/// # Errors
/// The first that are merged, and what to do.
pub fn refuse_merged(merged: &[Dimensions]) -> Result<(), String> {
    let mut merged = merged.iter().filter(|range| range.start != range.end);
    merged
        .next()
        .map_or(Ok(()), |range| Err(merged_cells(range)))
}

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
    /// The error of a cell, both counted from 0.
    pub(super) fn at(sheet: &str, row: u32, column: u32, message: String) -> Self {
        Self {
            sheet: Some(sheet.to_owned()),
            row: Some(row as usize + 1),
            column: Some(letters(column as usize)),
            head: None,
            message,
        }
    }

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

/// `A`, `B`, .. `Z`, `AA`.
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(b'A' + u8::try_from(left % 26).unwrap_or(0));
        left /= 26;
    }
    letters
        .iter()
        .rev()
        .map(|letter| char::from(*letter))
        .collect()
}
