//! What is wrong, and where exactly?
//!
//! A [`CellError`] refuses a table when it is saved; it points at characters of a cell. An
//! [`EvaluationError`] stops an evaluation; it points at a row and a column. Neither is ever
//! turned into an empty answer.

use serde::Serialize;

/// Characters of a cell, counted from 0; the end is not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// The first character, counted from 0.
    pub start: usize,
    /// One after the last.
    pub end: usize,
}

impl Span {
    /// From one character to before another.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The first and the last character, counted from 1; at least one, also behind the end.
    #[must_use]
    pub fn characters(self) -> (usize, usize) {
        (self.start + 1, self.end.max(self.start + 1))
    }

    /// From where this one starts to where the other ends.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start, other.end)
    }
}

/// Why a table is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{}", location(&self.table, self.row.as_deref(), self.column.as_deref(), self.span, &self.message))]
pub struct CellError {
    /// The name of the table.
    pub table: String,
    /// The row's id, when it is about a row.
    pub row: Option<String>,
    /// The column's name, when it is about a column.
    pub column: Option<String>,
    /// The characters of the cell, when it is about a cell.
    pub span: Option<Span>,
    /// What is wrong and what to do.
    pub message: String,
}

fn location(
    table: &str,
    row: Option<&str>,
    column: Option<&str>,
    span: Option<Span>,
    message: &str,
) -> String {
    let mut text = format!("table {table}");
    for (what, name) in [("row", row), ("column", column)] {
        if let Some(name) = name {
            text.push_str(&format!(", {what} {name}"));
        }
    }
    if let Some(span) = span {
        let (first, last) = span.characters();
        text.push_str(&format!(", characters {first} to {last}"));
    }
    format!("{text}: {message}")
}

/// What is wrong with the text of one cell or formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("characters {} to {}: {message}", .span.characters().0, .span.characters().1)]
pub struct TextError {
    /// The characters that are wrong.
    pub span: Span,
    /// What is wrong and what to do.
    pub message: String,
}

impl TextError {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
        }
    }
}

/// Why an evaluation has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{}", location(&format!("{} version {}", self.table, self.version), self.row.as_deref(),
    self.column.as_deref(), None, &self.problem.to_string()))]
pub struct EvaluationError {
    /// The name of the table.
    pub table: String,
    /// The version of the table, from 1.
    pub version: u32,
    /// The row's id, when one row is to blame.
    pub row: Option<String>,
    /// The column's name, when one column is to blame.
    pub column: Option<String>,
    /// What happened, and in which row.
    pub problem: Problem,
}

/// What went wrong in an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
pub enum Problem {
    /// An input cannot be read as the type of its column.
    #[error("{0}; correct the value, or the type of the column")]
    Unreadable(String),
    /// A division by zero.
    #[error("division by zero; test the divisor first")]
    DivisionByZero,
    /// A number with more digits than a decimal has.
    #[error("the number is too large; decimals have 28 digits")]
    TooLarge,
    /// An argument of a function or an exponent that is out of its range.
    #[error("{0}; correct it")]
    OutOfRange(String),
    /// A list or set nobody knows.
    #[error("{0} is not known; load it, or correct its name")]
    UnknownSet(String),
    /// A result needs an input that is missing.
    #[error("the result needs {0}, which is missing; test for null first")]
    MissingInput(String),
    /// More than one row matches where one may.
    #[error("rows {} match, only one may; narrow their conditions", .0.join(", "))]
    NotUnique(Vec<String>),
    /// Matching rows say different things where they must agree.
    #[error("rows {} match and say different things; they must agree", .0.join(", "))]
    NotEqual(Vec<String>),
    /// The tables have taken all the steps that they may.
    #[error(
        "the tables take more work than one declaration may; narrow their conditions, or split \
             the goods"
    )]
    TooMuchWork,
    /// A computed result is not one of the allowed values.
    #[error("{0} is not one of the allowed values")]
    NotAllowed(String),
}
