//! What becomes of the cells of a spreadsheet: what its program made of codes and days?
//!
//! A workbook holds a number where digits were typed: zeros at the front and digits behind the
//! fifteenth are gone. It holds a day where `1-5` or `1.5` was typed. Where that shows, the cell is
//! refused; where it may be so, it is noted.

use std::ops::Range;

use super::line_error::LineError;
use super::records::{Mark, Record};
use crate::note::{Note, NoteCode};
use crate::table::Table;
use crate::value::ValueType;

const AS_TEXT: &str = "format the column as text and write the cell anew";

/// What is said of a number that has lost digits.
pub const LOST_DIGITS: &str = "is a number of more than 15 digits in the workbook, the last of which \
    are lost; format the column as text and write the cell anew";

/// Whether a number of a workbook has more digits than spreadsheet programs keep.
#[must_use]
pub fn has_lost_digits(number: &str) -> bool {
    let whole = number.split('.').next().unwrap_or_default();
    whole.bytes().filter(u8::is_ascii_digit).count() > 15
}

/// The columns of conditions and results.
pub(super) struct Cells<'t> {
    pub(super) columns: Vec<CellColumn<'t>>,
}

/// A column of conditions or results.
pub(super) struct CellColumn<'t> {
    head: String,
    name: &'t str,
    kind: ValueType,
    /// Its place in the file.
    place: usize,
    /// The digits of its longest allowed value.
    digits: usize,
}

impl<'t> Cells<'t> {
    /// The columns of a table, which stand at these places.
    pub(super) fn new(table: &'t Table, places: &[Option<usize>]) -> Self {
        let inputs = table.inputs.iter().map(|input| {
            let head = format!("if {}", input.name);
            (head, input.name.as_str(), input.value_type, 0)
        });
        let outputs = table.outputs.iter().map(|output| {
            let head = format!("then {}", output.name);
            let allowed = output
                .allowed_values
                .iter()
                .filter(|value| is_digits(value));
            let digits = allowed.map(String::len).max().unwrap_or(0);
            (head, output.name.as_str(), output.value_type, digits)
        });
        let columns = inputs.chain(outputs).zip(places);
        let columns = columns.map(|((head, name, kind, digits), place)| CellColumn {
            head,
            name,
            kind,
            place: place.unwrap_or(usize::MAX),
            digits,
        });
        Self {
            columns: columns.collect(),
        }
    }

    /// The cells of a line in some columns.
    pub(super) fn read(
        &self,
        record: &Record,
        range: Range<usize>,
    ) -> Result<Vec<String>, LineError> {
        let columns = self.columns[range].iter();
        columns
            .map(|column| {
                column.read(record).map_err(|message| LineError {
                    line: record.line,
                    column: Some(column.head.clone()),
                    message,
                })
            })
            .collect()
    }

    /// Numbers in columns of codes: those that are shorter than other codes of their column have
    /// lost a zero; of the others it is noted that they may have.
    pub(super) fn numbers_among_codes(&self, records: &[Record]) -> (Vec<LineError>, Vec<Note>) {
        let (mut errors, mut notes) = (Vec::new(), Vec::new());
        let codes = self
            .columns
            .iter()
            .filter(|column| column.kind == ValueType::Code);
        for column in codes {
            let numbers = records
                .iter()
                .filter(|record| record.mark(column.place) == Some(Mark::Number));
            let numbers: Vec<&Record> = numbers.collect();
            let longest = records.iter().map(|record| column.digits_of(record)).max();
            let longest = longest.unwrap_or(0).max(column.digits);
            let lost = numbers
                .iter()
                .filter(|record| column.digits_of(record) < longest);
            let before = errors.len();
            errors.extend(lost.map(|record| LineError {
                line: record.line,
                column: Some(column.head.clone()),
                message: format!(
                    "{} is a number in the workbook and shorter than other codes of the column, which \
                     have {longest} digits: zeros at its front are lost; {AS_TEXT}",
                    column.text(record)
                ),
            }));
            if !numbers.is_empty() && errors.len() == before {
                let message = format!(
                    "{} codes of this column are numbers in the workbook, which keep no zeros at the \
                     front; they are read as they stand",
                    numbers.len()
                );
                notes
                    .push(Note::new(NoteCode::NumbersInCodeColumn, message).in_column(column.name));
            }
        }
        (errors, notes)
    }
}

impl CellColumn<'_> {
    fn text<'r>(&self, record: &'r Record) -> &'r str {
        record
            .fields
            .get(self.place)
            .map_or("", |field| field.trim())
    }

    /// How many digits a cell has that is a code of digits.
    fn digits_of(&self, record: &Record) -> usize {
        let text = self.text(record).trim_matches('"');
        if is_digits(text) { text.len() } else { 0 }
    }

    fn read(&self, record: &Record) -> Result<String, String> {
        let text = self.text(record);
        let mark = record.mark(self.place);
        match (mark, self.kind) {
            (Some(Mark::Day), ValueType::Date) => return Ok(format!("date(\"{text}\")")),
            (Some(Mark::Day), _) => {
                return Err(format!(
                    "the spreadsheet program made the day {text} of this cell; {AS_TEXT}"
                ));
            }
            (Some(Mark::Number), _) if has_lost_digits(text) => {
                return Err(format!("{text} {LOST_DIGITS}"));
            }
            (_, ValueType::TariffCode) if is_digits(text) && text.len() % 2 == 1 => {
                return Err(format!(
                    "{text} has {} digits: spreadsheet programs drop a zero at the front; write 0{text}, \
                     in a column of texts, or \"{text}\" in quotes if it is meant so",
                    text.len()
                ));
            }
            _ => {}
        }
        Ok(text.to_owned())
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
