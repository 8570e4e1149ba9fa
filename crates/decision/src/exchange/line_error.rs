//! Why is a line of a spreadsheet not taken?

use serde::Serialize;

/// Why a line was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("line {line}{}: {message}", column.as_ref().map(|name| format!(", column {name}"))
    .unwrap_or_default())]
pub struct LineError {
    /// The line of the file, counted from 1.
    pub line: usize,
    /// The head of the column, when one is to blame.
    pub column: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl LineError {
    pub(super) fn new(line: usize, message: impl Into<String>) -> Self {
        Self {
            line,
            column: None,
            message: message.into(),
        }
    }
}
