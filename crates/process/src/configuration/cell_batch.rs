//! What do cells mean that somebody types, what is wrong with them, and what does their row say?
//!
//! A batch of cells against given columns, without a stored table: an editor asks while people type.
//! Read by the parser of tables that are saved, so it cannot have another opinion.

use std::collections::HashMap;

use cas_decision::{
    CellReader, Compiled, HitPolicy, Language, NamedColumn, Narrator, Row, Strategy, Table,
};
use cas_model::finding::Severity;
use jiff::civil::Date;
use serde::Deserialize;

use super::refusals;
use super::table_columns::{BatchColumns, column_words};
use super::table_warnings::unlisted_codes;
use crate::reference::TenantLists;
use crate::tables::{BoundTable, TableDocument};
use crate::{ConfigurationProblem, Refusal};

/// Most cells of a batch.
pub const MOST_CELLS: usize = 2_000;
/// Most rows of a batch.
pub const MOST_ROWS: usize = 500;

/// Most columns of a batch.
const MOST_COLUMNS: usize = 1_000;

/// Cells and rows to be read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CellBatch {
    /// The columns that the cells stand in.
    pub columns: BatchColumns,
    /// Single cells of any rows.
    #[serde(default)]
    pub cells: Vec<BatchCell>,
    /// Whole rows, of which sentences are made.
    #[serde(default)]
    pub rows: Vec<Row>,
}

/// A cell as somebody types it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BatchCell {
    /// What the caller calls the row; said again in the answer.
    pub row: String,
    /// The name of the column.
    pub column: String,
    /// Whether a condition or a result, where a name is of both.
    #[serde(default)]
    pub part: Option<CellPart>,
    /// What was typed into it.
    pub text: String,
    /// The first day of the row: codes are looked up on the days of the row.
    #[serde(default)]
    pub from: Option<Date>,
    /// The last day of the row.
    #[serde(default)]
    pub until: Option<Date>,
}

/// The part of a row that a cell is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CellPart {
    /// It asks about a value.
    Condition,
    /// It says a value.
    Result,
}

impl CellPart {
    /// Its name in requests and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Condition => "condition",
            Self::Result => "result",
        }
    }
}

/// What came of a batch.
#[derive(Clone, Debug, Default)]
pub struct CheckedBatch {
    /// What is wrong with columns and with the shape of rows.
    pub problems: Vec<ConfigurationProblem>,
    /// The single cells in their order, then those of the rows that have an error or a warning.
    pub cells: Vec<CheckedCell>,
    /// The sentences of the rows that could be read.
    pub sentences: Vec<RowSentence>,
}

/// A cell as it was read.
#[derive(Clone, Debug)]
pub struct CheckedCell {
    /// The row, as the caller calls it.
    pub row: String,
    /// The name of the column.
    pub column: String,
    /// Whether it is a condition or a result.
    pub part: CellPart,
    /// The cell as the language has it, and as it would be kept; as written where it is wrong.
    pub feel: String,
    /// What is wrong with it.
    pub errors: Vec<CellProblem>,
    /// What is to be looked at in it.
    pub warnings: Vec<CellWarning>,
    /// What it says; none where it says nothing or cannot be read.
    pub phrase: Option<Phrase>,
}

/// What is wrong with the text of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellProblem {
    /// What is wrong, and what to write instead.
    pub message: String,
    /// The first character that is wrong, from 1, and the last.
    pub characters: (usize, usize),
}

/// What is to be looked at in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellWarning {
    /// What it is, as a code.
    pub code: String,
    /// How much it matters: `information`, `warning` or `error`.
    pub severity: &'static str,
    /// What is found in it.
    pub message: String,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The text in English.
    pub english: String,
    /// The text in German.
    pub german: String,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowSentence {
    /// The id of the row.
    pub row: String,
    /// Its sentence in both languages.
    pub phrase: Phrase,
}

/// Reads a batch of cells and rows.
///
/// # Errors
/// When it is too large, or names a column that there is not.
pub fn check_batch(
    batch: &CellBatch,
    lists: &TenantLists,
    today: Date,
) -> Result<CheckedBatch, Refusal> {
    if batch.cells.len() > MOST_CELLS || batch.rows.len() > MOST_ROWS {
        let message =
            format!("at most {MOST_CELLS} cells and {MOST_ROWS} rows; send several batches");
        return Err(refusals::wrong("cells", message));
    }
    if batch.columns.inputs.len() + batch.columns.outputs.len() > MOST_COLUMNS {
        let message = format!("at most {MOST_COLUMNS} columns are checked in batches");
        return Err(refusals::wrong("columns", message));
    }
    let columns = &batch.columns;
    let reader = CellReader::new(&columns.inputs, &columns.outputs);
    let words = [Language::English, Language::German].map(|it| column_words(columns, it));
    let [english, german] =
        [0, 1].map(|at| Narrator::new(&columns.inputs, &columns.outputs, &words[at]));
    let checker = Checker {
        batch,
        reader,
        english,
        german,
    };
    let mut checked = checker.read()?;
    checked.problems.extend(wrong_heads(columns));
    checker.look_codes_up(&mut checked, lists, today);
    let is_single = |at: usize| at < batch.cells.len();
    let mut at = 0;
    checked.cells.retain(|cell| {
        at += 1;
        is_single(at - 1) || !cell.errors.is_empty() || !cell.warnings.is_empty()
    });
    Ok(checked)
}

/// What is wrong with the heads of columns: names, fields, types.
fn wrong_heads(columns: &BatchColumns) -> Vec<ConfigurationProblem> {
    let document = document_of(columns, Vec::new());
    BoundTable::new(&document).err().unwrap_or_default()
}

fn document_of(columns: &BatchColumns, rows: Vec<Row>) -> TableDocument {
    TableDocument {
        description: String::new(),
        valid_from: None,
        valid_to: None,
        table: Table {
            name: "batch".to_owned(),
            version: 1,
            hit_policy: HitPolicy::First,
            inputs: columns.inputs.clone(),
            outputs: columns.outputs.clone(),
            rows,
        },
        tests: Vec::new(),
    }
}

struct Checker<'b> {
    batch: &'b CellBatch,
    reader: CellReader<'b>,
    english: Narrator<'b>,
    german: Narrator<'b>,
}

impl Checker<'_> {
    fn read(&self) -> Result<CheckedBatch, Refusal> {
        let mut checked = CheckedBatch::default();
        for (at, cell) in self.batch.cells.iter().enumerate() {
            let column = self.column(cell).ok_or_else(|| {
                let message = format!("there is no column {} of this part", cell.column);
                refusals::wrong(&format!("cells[{at}].column"), message)
            })?;
            checked.cells.push(self.cell(&cell.row, column, &cell.text));
        }
        for row in &self.batch.rows {
            self.row(row, &mut checked);
        }
        Ok(checked)
    }

    fn column(&self, cell: &BatchCell) -> Option<NamedColumn> {
        let columns = &self.batch.columns;
        let input = || columns.inputs.iter().position(|it| it.name == cell.column);
        let output = || columns.outputs.iter().position(|it| it.name == cell.column);
        match cell.part {
            Some(CellPart::Condition) => input().map(NamedColumn::Input),
            Some(CellPart::Result) => output().map(NamedColumn::Output),
            None => input()
                .map(NamedColumn::Input)
                .or_else(|| output().map(NamedColumn::Output)),
        }
    }

    fn cell(&self, row: &str, column: NamedColumn, text: &str) -> CheckedCell {
        let read = self.reader.read(column, text);
        let columns = &self.batch.columns;
        let (name, part) = match column {
            NamedColumn::Input(at) => (&columns.inputs[at].name, CellPart::Condition),
            NamedColumn::Output(at) => (&columns.outputs[at].name, CellPart::Result),
        };
        let phrase = |narrator: &Narrator<'_>| match column {
            NamedColumn::Input(at) => narrator.condition(at, &read.text).ok().flatten(),
            NamedColumn::Output(at) => narrator.result(at, &read.text).ok().flatten(),
        };
        let phrases = phrase(&self.english).zip(phrase(&self.german));
        let errors = read.errors.iter().map(|error| CellProblem {
            message: error.message.clone(),
            characters: error.span.characters(),
        });
        let notes = read.notes.iter().map(|(code, message)| CellWarning {
            code: code.as_str().to_owned(),
            severity: code.severity().as_str(),
            message: message.clone(),
        });
        CheckedCell {
            row: row.to_owned(),
            column: name.clone(),
            part,
            errors: errors.collect(),
            warnings: notes.collect(),
            phrase: phrases.map(|(english, german)| Phrase { english, german }),
            feel: read.text,
        }
    }

    fn row(&self, row: &Row, checked: &mut CheckedBatch) {
        let columns = &self.batch.columns;
        let (inputs, outputs) = (columns.inputs.len(), columns.outputs.len());
        if row.conditions.len() != inputs || row.outputs.len() != outputs {
            let message = format!("a row needs {inputs} conditions and {outputs} outputs");
            checked.problems.push(ConfigurationProblem {
                row: Some(row.id.clone()),
                ..ConfigurationProblem::at("table.rows", message)
            });
            return;
        }
        let conditions = row.conditions.iter().enumerate();
        let conditions = conditions.map(|(at, text)| (NamedColumn::Input(at), text));
        let results = row.outputs.iter().enumerate();
        let results = results.map(|(at, text)| (NamedColumn::Output(at), text));
        let begins = checked.cells.len();
        for (column, text) in conditions.chain(results) {
            checked.cells.push(self.cell(&row.id, column, text));
        }
        let spelled = as_spelled(row, &checked.cells[begins..]);
        let sentences = self
            .english
            .row(&spelled)
            .ok()
            .zip(self.german.row(&spelled).ok());
        checked
            .sentences
            .extend(sentences.map(|(english, german)| RowSentence {
                row: row.id.clone(),
                phrase: Phrase { english, german },
            }));
    }

    /// Adds the codes that their lists do not have: each cell in a row of its own.
    fn look_codes_up(&self, checked: &mut CheckedBatch, lists: &TenantLists, today: Date) {
        let columns = &self.batch.columns;
        let mut days: HashMap<&str, (Option<Date>, Option<Date>)> = HashMap::new();
        for row in &self.batch.rows {
            days.insert(&row.id, (row.valid_from, row.valid_to));
        }
        let mut rows = Vec::new();
        for (at, cell) in checked.cells.iter().enumerate() {
            if !cell.errors.is_empty() || cell.phrase.is_none() {
                continue;
            }
            let mut row = Row::new(&at.to_string(), &[], &[]);
            row.conditions = vec!["-".to_owned(); columns.inputs.len()];
            row.outputs = vec!["-".to_owned(); columns.outputs.len()];
            let single = self.batch.cells.get(at);
            let of_row = days.get(cell.row.as_str()).copied().unwrap_or_default();
            (row.valid_from, row.valid_to) =
                single.map_or(of_row, |single| (single.from, single.until));
            let column = match cell.part {
                CellPart::Condition => {
                    let named = columns.inputs.iter().position(|it| it.name == cell.column);
                    named.and_then(|at| row.conditions.get_mut(at))
                }
                CellPart::Result => {
                    let named = columns.outputs.iter().position(|it| it.name == cell.column);
                    named.and_then(|at| row.outputs.get_mut(at))
                }
            };
            if let Some(column) = column {
                column.clone_from(&cell.feel);
                rows.push(row);
            }
        }
        let document = document_of(columns, rows);
        // Heads that are wrong are told already.
        let Ok(compiled) = Compiled::with_strategy(&document.table, Strategy::Scan) else {
            return;
        };
        for warning in unlisted_codes(&document, &compiled, lists, today) {
            let cell = warning.row.parse().ok();
            let cell = cell.and_then(|at: usize| checked.cells.get_mut(at));
            if let Some(cell) = cell {
                cell.warnings.push(CellWarning {
                    code: warning.finding.code,
                    severity: match warning.finding.severity {
                        Severity::Error => "error",
                        Severity::Warning => "warning",
                    },
                    message: warning.finding.message,
                });
            }
        }
    }
}

/// The row with its cells as the language has them.
fn as_spelled(row: &Row, cells: &[CheckedCell]) -> Row {
    let mut texts = cells.iter().map(|cell| cell.feel.clone());
    let conditions = texts.by_ref().take(row.conditions.len()).collect();
    Row {
        conditions,
        outputs: texts.collect(),
        ..row.clone()
    }
}
