//! How do the rows of a table lie in lines of fields, in CSV and in workbooks alike?
//!
//! A head names the columns: `row, enabled, valid from, valid to, note`, then `if <input>` and
//! `then <output>`. They are found by name, in any order. A row without an id gets a new one.

use std::collections::BTreeSet;

use super::cells::Cells;
pub use super::line_error::LineError;
use super::records::Record;
use crate::entry::EMPTY_ROW;
use crate::language::read_day;
use crate::note::Note;
use crate::table::{Row, TABLE_ROWS, Table};
use jiff::civil::Date;

/// The columns that every table has.
pub(super) const FIXED: [&str; 5] = ["row", "enabled", "valid from", "valid to", "note"];

/// The head of the file.
pub(super) fn heads(table: &Table) -> Vec<String> {
    let fixed = FIXED.iter().map(|head| (*head).to_owned());
    let inputs = table
        .inputs
        .iter()
        .map(|input| format!("if {}", input.name));
    let outputs = table
        .outputs
        .iter()
        .map(|output| format!("then {}", output.name));
    fixed.chain(inputs).chain(outputs).collect()
}

/// A row as the fields under the head.
pub(super) fn fields(row: &Row) -> Vec<String> {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let enabled = if row.enabled { "yes" } else { "no" }.to_owned();
    let (from, to) = (day(row.valid_from), day(row.valid_to));
    let fixed = [row.id.clone(), enabled, from, to, row.note.clone()];
    let cells = row.conditions.iter().chain(&row.outputs).cloned();
    fixed.into_iter().chain(cells).collect()
}

/// Whether a line has all its fields, or ends at its last one that says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineLengths {
    /// As in CSV: what is missing was cut off.
    Whole,
    /// As in workbooks, which keep no empty cells at the end of a row.
    UpToTheLast,
}

/// The rows that a file gave, and what its author should know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRows {
    /// The rows, from top to bottom.
    pub rows: Vec<Row>,
    /// What was read as it stands and may be meant otherwise.
    pub notes: Vec<Note>,
}

/// Takes the rows of a table from records, the first of which is the head.
pub(super) fn take(
    table: &Table,
    records: &[Record],
    lengths: LineLengths,
) -> Result<SheetRows, Vec<LineError>> {
    let Some((head, records)) = records.split_first() else {
        return Err(vec![LineError::new(1, "the file is empty")]);
    };
    if let Some(first) = records.get(TABLE_ROWS) {
        let message = format!("a table has at most {TABLE_ROWS} rows; split it");
        return Err(vec![LineError::new(first.line, message)]);
    }
    let columns = columns(table, head)?;
    let cells = Cells::new(table, &columns[FIXED.len()..]);
    let mut errors = Vec::new();
    let mut rows = Vec::new();
    for record in records {
        if lengths == LineLengths::Whole
            && let Some(error) = cut_off(head, record)
        {
            errors.push(error);
            continue;
        }
        if let Some(error) = without_name(head, record) {
            errors.push(error);
            continue;
        }
        match row(table, &columns, &cells, record) {
            Ok(row) if row.is_empty() => errors.push(LineError::new(record.line, EMPTY_ROW)),
            Ok(row) => rows.push(row),
            Err(error) => errors.push(error),
        }
    }
    let (lost, notes) = cells.numbers_among_codes(records);
    errors.extend(lost);
    if !errors.is_empty() {
        return Err(errors);
    }
    give_ids(&mut rows);
    Ok(SheetRows { rows, notes })
}

/// A line that has fewer fields than the head: what is missing would match everything.
fn cut_off(head: &Record, record: &Record) -> Option<LineError> {
    let is_named = |name: &String| !name.trim().is_empty();
    let wanted = head.fields.iter().rposition(is_named)? + 1;
    let found = record.fields.len();
    let message = format!(
        "the line has {found} fields and the head {wanted}: it was cut off; write every field, \
         empty ones too"
    );
    (found < wanted).then(|| LineError::new(record.line, message))
}

/// Where each column of the table stands in the file.
fn columns(table: &Table, head: &Record) -> Result<Vec<Option<usize>>, Vec<LineError>> {
    let found = &head.fields;
    let heads = heads(table);
    let position = |head: &String| found.iter().position(|other| other.trim() == head);
    let columns: Vec<Option<usize>> = heads.iter().map(position).collect();
    let error = |name: &String, message: &str| LineError {
        line: head.line,
        column: Some(name.clone()),
        message: message.to_owned(),
    };
    let pairs = heads.iter().zip(&columns).skip(FIXED.len());
    let missing = pairs.filter(|(_, at)| at.is_none());
    let missing = missing.map(|(head, _)| error(head, "the column is missing"));
    let unknown = found
        .iter()
        .filter(|head| !head.trim().is_empty() && !heads.iter().any(|known| known == head.trim()));
    let unknown = unknown.map(|head| error(head, "the table has no such column"));
    let is_repeated =
        |head: &&String| found.iter().filter(|other| other.trim() == **head).count() > 1;
    let repeated = heads.iter().filter(is_repeated);
    let repeated = repeated.map(|head| error(head, "the column is there twice; keep one"));
    let errors: Vec<LineError> = missing.chain(unknown).chain(repeated).collect();
    if errors.is_empty() {
        Ok(columns)
    } else {
        Err(errors)
    }
}

/// A field that no column takes: its row was cut at a separator within a cell, or its column has
/// lost its name. The last field of such a row may be empty.
fn without_name(head: &Record, record: &Record) -> Option<LineError> {
    let is_named = |column: usize| {
        head.fields
            .get(column)
            .is_some_and(|name| !name.trim().is_empty())
    };
    let mut fields = record.fields.iter().enumerate();
    let value = fields.find(|(at, field)| !field.trim().is_empty() && !is_named(*at));
    let surplus = record.fields.get(head.fields.len());
    let (at, field) = value.or(surplus.map(|field| (head.fields.len(), field)))?;
    Some(LineError {
        line: record.line,
        column: Some((at + 1).to_string()),
        message: format!(
            "\"{}\" stands in a column without a name; quote cells that contain separators",
            field.trim()
        ),
    })
}

fn row(
    table: &Table,
    columns: &[Option<usize>],
    cells: &Cells<'_>,
    record: &Record,
) -> Result<Row, LineError> {
    let field = |column: usize| {
        let found = columns[column].and_then(|place| record.fields.get(place));
        found.map_or("", |field| field.trim())
    };
    let day = |at: usize| match field(at) {
        "" => Ok(None),
        text => read_day(text).map(Some).ok_or_else(|| LineError {
            line: record.line,
            column: Some(FIXED[at].to_owned()),
            message: format!("\"{text}\" is no day; write 2026-01-31"),
        }),
    };
    let enabled = match field(1).to_lowercase().as_str() {
        "" | "yes" | "true" | "1" => true,
        "no" | "false" | "0" => false,
        other => {
            return Err(LineError {
                line: record.line,
                column: Some(FIXED[1].to_owned()),
                message: format!("\"{other}\" is neither yes nor no"),
            });
        }
    };
    Ok(Row {
        id: field(0).to_owned(),
        enabled,
        valid_from: day(2)?,
        valid_to: day(3)?,
        note: field(4).to_owned(),
        conditions: cells.read(record, 0..table.inputs.len())?,
        outputs: cells.read(record, table.inputs.len()..cells.columns.len())?,
    })
}

fn give_ids(rows: &mut [Row]) {
    let mut used: BTreeSet<String> = rows.iter().map(|row| row.id.clone()).collect();
    let mut number = 0;
    for row in rows.iter_mut().filter(|row| row.id.is_empty()) {
        while row.id.is_empty() {
            number += 1;
            let id = format!("r{number}");
            if used.insert(id.clone()) {
                row.id = id;
            }
        }
    }
}
