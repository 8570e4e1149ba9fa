//! From the cells of a workbook to the rows of a table.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};

use super::measure::measure;
use super::sheet::{
    FILE_BYTES, ROWS, SHEET_CELLS, SHEET_COLUMNS, SHEET_ROWS, SheetError, UNPACKED_BYTES,
};
use crate::exchange::records::Record;
use crate::exchange::rows::{LineError, take};
use crate::table::{Row, Table};

pub(super) fn read(table: &Table, bytes: &[u8]) -> Result<Vec<Row>, Vec<SheetError>> {
    if bytes.len() > FILE_BYTES {
        let message = format!("the file is larger than {FILE_BYTES} bytes; split the table");
        return Err(vec![SheetError::whole(message)]);
    }
    measure(bytes, UNPACKED_BYTES as u64).map_err(|message| vec![SheetError::whole(message)])?;
    let unreadable = |why: &dyn ToString| {
        let message = format!(
            "no readable workbook: {}; save it as .xlsx",
            why.to_string()
        );
        vec![SheetError::whole(message)]
    };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let names = workbook.sheet_names();
    let ours = names.iter().find(|name| *name == ROWS);
    let name = ours
        .or(names.first())
        .ok_or_else(|| unreadable(&"it has no sheet"))?;
    let mut sheet = Sheet::new(name);
    let mut cells = workbook
        .worksheet_cells_reader(name)
        .map_err(|error| unreadable(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| unreadable(&error))? {
        let (row, column) = cell.get_position();
        let text =
            cell_text(cell.get_value()).map_err(|why| vec![sheet.error(row, column, why)])?;
        if let Some(text) = text {
            sheet.add(row, column, text).map_err(|error| vec![error])?;
        }
    }
    let head = sheet
        .records
        .first()
        .map(|head| head.fields.clone())
        .unwrap_or_default();
    let rows = take(table, sheet.records);
    rows.map_err(|errors| {
        errors
            .into_iter()
            .map(|error| placed(name, &head, error))
            .collect()
    })
}

/// The rows of a sheet so far, and how much they hold.
struct Sheet<'n> {
    name: &'n str,
    records: Vec<Record>,
    cells: usize,
    bytes: usize,
}

impl<'n> Sheet<'n> {
    fn new(name: &'n str) -> Self {
        Self {
            name,
            records: Vec::new(),
            cells: 0,
            bytes: 0,
        }
    }

    fn error(&self, row: u32, column: u32, message: String) -> SheetError {
        SheetError {
            sheet: Some(self.name.to_owned()),
            row: Some(row as usize + 1),
            column: Some(letters(column as usize)),
            head: None,
            message,
        }
    }

    fn add(&mut self, row: u32, column: u32, text: String) -> Result<(), SheetError> {
        let (line, width) = (row as usize + 1, column as usize + 1);
        let known = self.records.last().filter(|last| last.line >= line);
        // A row takes room for all its columns up to the last that says something.
        self.cells += width.saturating_sub(known.map_or(0, |known| known.fields.len()));
        self.bytes += text.len();
        if let Some(why) = self.too_much(line, width) {
            return Err(self.error(row, column, format!("{why}; split the table")));
        }
        if self.records.last().is_none_or(|last| last.line < line) {
            self.records.push(Record {
                line,
                fields: Vec::new(),
            });
        }
        let Some(record) = self.records.last_mut().filter(|record| record.line == line) else {
            let message = "the rows of the sheet are not in order; save it anew in Excel";
            return Err(self.error(row, column, message.to_owned()));
        };
        if record.fields.len() < width {
            record.fields.resize(width, String::new());
        }
        record.fields[width - 1] = text;
        Ok(())
    }

    fn too_much(&self, line: usize, width: usize) -> Option<String> {
        if width > SHEET_COLUMNS {
            Some(format!("the sheet has more than {SHEET_COLUMNS} columns"))
        } else if self.cells > SHEET_CELLS {
            Some(format!(
                "the sheet has more than {SHEET_CELLS} cells, empty ones included"
            ))
        } else if self.bytes > UNPACKED_BYTES {
            Some(format!(
                "the sheet holds more than {UNPACKED_BYTES} bytes of text"
            ))
        } else if line > SHEET_ROWS {
            Some(format!("the sheet has more than {SHEET_ROWS} rows"))
        } else {
            None
        }
    }
}

/// What a cell says, as it would be written in a table; `None` for nothing.
fn cell_text(value: &DataRef<'_>) -> Result<Option<String>, String> {
    Ok(Some(match value {
        DataRef::Empty => return Ok(None),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(day) => day_of(day)?,
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(_) => return Err("this is a duration; write it as text".to_owned()),
        DataRef::Error(error) => {
            return Err(format!(
                "the formula of this cell fails: {error}; write a text"
            ));
        }
    })
    .filter(|text| !text.trim().is_empty()))
}

/// A cell that Excel made a date of.
fn day_of(day: &ExcelDateTime) -> Result<String, String> {
    let (year, month, date, hour, minute, second, _) = day.to_ymd_hms_milli();
    if day.is_duration() || (hour, minute, second) != (0, 0, 0) {
        return Err("this is a time; write a day such as 2026-01-31 as text".to_owned());
    }
    Ok(format!("{year:04}-{month:02}-{date:02}"))
}

fn placed(sheet: &str, head: &[String], error: LineError) -> SheetError {
    let at = error
        .column
        .as_ref()
        .and_then(|name| head.iter().position(|found| found.trim() == name.trim()));
    // A column without a name is called by its number.
    let number = error.column.as_ref().and_then(|name| name.parse().ok());
    let nameless = number.and_then(|number: usize| number.checked_sub(1));
    let nameless = nameless.filter(|_| at.is_none());
    SheetError {
        sheet: Some(sheet.to_owned()),
        row: Some(error.line),
        column: at.or(nameless).map(letters),
        head: error.column.filter(|_| nameless.is_none()),
        message: error.message,
    }
}

/// `A`, `B`, .. `Z`, `AA`.
fn letters(column: usize) -> String {
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
