//! What becomes of a table that somebody hands in, before it is kept?
//!
//! Its cells are written as the language has them, and what would silently be something else than
//! its author thinks is refused: rows without any condition and result, cells that hardly ever mean
//! what they say. A table that is kept already is compiled as it stands, whatever it holds.

use std::collections::HashMap;

use crate::error::{CellError, TextError};
use crate::language::lower::Names;
use crate::language::spelling::{Place, Spelled, spelled};
use crate::note::Note;
use crate::table::{Row, TABLE_ROWS, Table};

/// A table as it was handed in.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The table as it is kept; cells that are refused stay as they were written.
    pub table: Table,
    /// What its author should know.
    pub notes: Vec<Note>,
    /// Why it is not kept; what [`Compiled::new`](crate::Compiled::new) says comes on top.
    pub errors: Vec<CellError>,
    /// The cells that are refused: row, then place among conditions and results.
    refused: Vec<(usize, usize)>,
    /// The outputs whose default is refused.
    refused_defaults: Vec<usize>,
}

impl Entry {
    /// Writes the cells of a table as the language has them.
    #[must_use]
    pub fn new(table: Table) -> Self {
        let mut entry = Self {
            table,
            notes: Vec::new(),
            errors: Vec::new(),
            refused: Vec::new(),
            refused_defaults: Vec::new(),
        };
        entry.refuse_too_many_rows();
        entry.refuse_silent_rows();
        entry.spell();
        entry
    }

    /// The table without the cells that are refused already, to look for other mistakes.
    #[must_use]
    pub fn rest(&self) -> Table {
        let mut table = self.table.clone();
        for (row, at) in &self.refused {
            if let Some(cell) = cell_at(&mut table.rows[*row], *at) {
                cell.clear();
            }
        }
        for at in &self.refused_defaults {
            table.outputs[*at].default = None;
        }
        table
    }

    fn refuse_too_many_rows(&mut self) {
        let count = self.table.rows.len();
        if count > TABLE_ROWS {
            let message = format!("{count} rows, a table has at most {TABLE_ROWS}; split it");
            self.wrong(None, message);
        }
    }

    /// Such a row would match everything and say nothing; under `first` nothing below it fires.
    fn refuse_silent_rows(&mut self) {
        let silent: Vec<String> = self
            .table
            .rows
            .iter()
            .filter(|row| row.is_empty())
            .map(|row| row.id.clone())
            .collect();
        for id in silent {
            self.wrong(Some(id), EMPTY_ROW.to_owned());
        }
    }

    fn wrong(&mut self, row: Option<String>, message: String) {
        self.errors.push(CellError {
            table: self.table.name.clone(),
            row,
            column: None,
            span: None,
            message,
        });
    }

    fn spell(&mut self) {
        let inputs = self.table.inputs.clone();
        let names = Names::from_inputs(&inputs);
        for (at, input) in inputs.iter().enumerate() {
            self.spell_column(&input.name, at, Place::Condition(at), &names);
        }
        for (at, output) in self.table.outputs.clone().iter().enumerate() {
            let place = Place::Result(output.value_type);
            self.spell_column(&output.name, inputs.len() + at, place, &names);
            let default = output.default.as_deref();
            match default.map(|text| spelled(text, place, &names)) {
                None => {}
                Some(Ok(spelled)) => self.table.outputs[at].default = Some(spelled.text),
                Some(Err(error)) => {
                    self.refused_defaults.push(at);
                    self.errors.push(CellError {
                        table: self.table.name.clone(),
                        row: None,
                        column: Some(output.name.clone()),
                        span: Some(error.span),
                        message: format!("default: {}", error.message),
                    });
                }
            }
        }
    }

    /// Each distinct text of a column once.
    fn spell_column(&mut self, name: &str, at: usize, place: Place, names: &Names<'_>) {
        let mut known: HashMap<String, Result<Spelled, TextError>> = HashMap::new();
        let columns = self.table.inputs.len();
        let is_whole = |row: &Row| row.conditions.len() == columns;
        for index in 0..self.table.rows.len() {
            let row = &mut self.table.rows[index];
            if !is_whole(row) {
                continue;
            }
            let id = row.id.clone();
            let Some(cell) = cell_at(row, at) else {
                continue;
            };
            if is_plain(cell) {
                continue;
            }
            let found = match known.get(cell.as_str()) {
                Some(found) => found,
                None => known
                    .entry(cell.clone())
                    .or_insert_with(|| spelled(cell, place, names)),
            };
            match found {
                Ok(spelled) => {
                    cell.clone_from(&spelled.text);
                    let remarks = spelled.remarks.iter();
                    self.notes.extend(remarks.map(|(code, message)| {
                        Note::new(*code, message.clone())
                            .in_row(&id)
                            .in_column(name)
                    }));
                }
                Err(error) => {
                    self.refused.push((index, at));
                    self.errors.push(CellError {
                        table: self.table.name.clone(),
                        row: Some(id),
                        column: Some(name.to_owned()),
                        span: Some(error.span),
                        message: error.message.clone(),
                    });
                }
            }
        }
    }
}

/// What is said of a row without any condition and result.
pub(crate) const EMPTY_ROW: &str = "the row has no condition and no result: it would match \
    everything and say nothing; delete it, or write what it is for into the note of another row";

/// A condition, or behind the conditions a result.
fn cell_at(row: &mut Row, at: usize) -> Option<&mut String> {
    let conditions = row.conditions.len();
    match at.checked_sub(conditions) {
        None => row.conditions.get_mut(at),
        Some(at) => row.outputs.get_mut(at),
    }
}

/// Whether a cell is the same in every spelling.
fn is_plain(cell: &str) -> bool {
    matches!(cell, "" | "-" | "null")
}

/// Everything that is wrong with a table that is handed in; empty when it can be kept.
#[must_use]
pub fn check(table: &Table) -> Vec<CellError> {
    let entry = Entry::new(table.clone());
    let mut errors = crate::check::compile_errors(&entry.rest());
    errors.extend(entry.errors);
    errors
}
