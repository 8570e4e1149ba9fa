//! From the cells of a workbook to the rows of a table.

use std::io::Cursor;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, Xlsx};
use rust_decimal::Decimal;

use super::measure::measure;
use super::sheet::{
    FILE_BYTES, ROWS, SHEET_CELLS, SHEET_COLUMNS, SHEET_ROWS, SheetError, UNPACKED_BYTES,
    WITHOUT_VALUE, letters, merged_cells,
};
use crate::exchange::records::{Mark, Record};
use crate::exchange::rows::{LineError, LineLengths, SheetRows, take};
use crate::table::{TABLE_ROWS, Table};

/// Most cells of a sheet that are refused in one answer.
const MOST_ERRORS: usize = 100;

pub(super) fn read(table: &Table, bytes: &[u8]) -> Result<SheetRows, Vec<SheetError>> {
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
    let merged = workbook.merge_cells_by_sheet_name(name);
    refuse_merged(name, &merged.map_err(|error| unreadable(&error))?)?;
    let mut sheet = Sheet::new(name);
    let mut cells = workbook
        .worksheet_cells_reader(name)
        .map_err(|error| unreadable(&error))?;
    let mut next = || cells.next_cell_with_formula_metadata();
    let mut errors = Vec::new();
    while let Some(cell) = next().map_err(|error| unreadable(&error))? {
        let (row, column) = cell.pos;
        match cell_text(&cell.value, cell.formula.is_some()) {
            Ok(Some((text, mark))) => {
                let added = sheet.add(row, column, text, mark);
                added.map_err(|error| vec![error])?;
            }
            Ok(None) => {}
            Err(why) => errors.push(SheetError::at(name, row, column, why)),
        }
        if errors.len() >= MOST_ERRORS {
            break;
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let head = sheet
        .records
        .first()
        .map(|head| head.fields.clone())
        .unwrap_or_default();
    let rows = take(table, &sheet.records, LineLengths::UpToTheLast);
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

    fn add(
        &mut self,
        row: u32,
        column: u32,
        text: String,
        mark: Option<Mark>,
    ) -> Result<(), SheetError> {
        let (line, width) = (row as usize + 1, column as usize + 1);
        let known = self.records.last().filter(|last| last.line >= line);
        // A row takes room for all its columns up to the last that says something.
        self.cells += width.saturating_sub(known.map_or(0, |known| known.fields.len()));
        self.bytes += text.len();
        if let Some(why) = self.too_much(line, width) {
            let message = format!("{why}; split the table");
            return Err(SheetError::at(self.name, row, column, message));
        }
        if self.records.last().is_none_or(|last| last.line < line) {
            self.records.push(Record {
                line,
                fields: Vec::new(),
                marks: Vec::new(),
            });
        }
        let Some(record) = self.records.last_mut().filter(|record| record.line == line) else {
            let message = "the rows of the sheet are not in order; save it anew in Excel";
            return Err(SheetError::at(self.name, row, column, message.to_owned()));
        };
        if record.fields.len() < width {
            record.fields.resize(width, String::new());
        }
        record.fields[width - 1] = text;
        record.marks.extend(mark.map(|mark| (width - 1, mark)));
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
            Some(format!(
                "the sheet has more than {TABLE_ROWS} rows below its head"
            ))
        } else {
            None
        }
    }
}

/// What a cell says, as it would be written in a table; `None` for nothing.
fn cell_text(
    value: &DataRef<'_>,
    is_formula: bool,
) -> Result<Option<(String, Option<Mark>)>, String> {
    let (text, mark) = match value {
        DataRef::Empty if is_formula => {
            return Err(WITHOUT_VALUE.to_owned());
        }
        DataRef::Empty => return Ok(None),
        DataRef::String(text) => (text.clone(), None),
        DataRef::SharedString(text) => ((*text).to_owned(), None),
        DataRef::Int(number) => (number.to_string(), Some(Mark::Number)),
        DataRef::Float(number) => (number_text(*number), Some(Mark::Number)),
        DataRef::Bool(flag) => (flag.to_string(), None),
        DataRef::DateTime(day) => (day_of(day)?, Some(Mark::Day)),
        DataRef::DateTimeIso(text) => {
            let day = text.split('T').next().unwrap_or_default();
            (day.to_owned(), Some(Mark::Day))
        }
        DataRef::DurationIso(_) => return Err("this is a duration; write it as text".to_owned()),
        DataRef::Error(error) => {
            return Err(format!(
                "the formula of this cell fails: {error}; write a text"
            ));
        }
    };
    Ok(Some((text, mark)).filter(|(text, _)| !text.trim().is_empty()))
}

/// A number as Excel shows it, with fifteen digits: `0.1 + 0.2` is 0.3 there.
fn number_text(number: f64) -> String {
    let shown = Decimal::from_scientific(&format!("{number:.14e}"));
    shown.map_or_else(
        |_| number.to_string(),
        |shown| shown.normalize().to_string(),
    )
}

/// Of merged cells only the first has a value: the others would match everything.
fn refuse_merged(sheet: &str, merged: &[Dimensions]) -> Result<(), Vec<SheetError>> {
    let refused = merged.iter().filter(|range| range.start != range.end);
    let refused = refused.take(MOST_ERRORS).map(|range| {
        let (row, column) = range.start;
        SheetError::at(sheet, row, column, merged_cells(range))
    });
    let refused: Vec<SheetError> = refused.collect();
    match refused.is_empty() {
        true => Ok(()),
        false => Err(refused),
    }
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
