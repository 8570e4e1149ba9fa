//! What is wrong, with a message or with its schema, and where?

use std::path::PathBuf;

/// Why a message could not be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// The folder or a file of it cannot be read.
    #[error("{path}: {problem}; check that the folder of schemas is readable")]
    Unreadable {
        /// The file or folder that cannot be read.
        path: PathBuf,
        /// Why, as the system says it.
        problem: String,
    },
    /// No schema describes the root element.
    #[error("no schema for {root} of namespace \"{namespace}\"; add it to the folder of schemas")]
    NoSchema {
        /// The name of the message's root element.
        root: String,
        /// The namespace of the root element.
        namespace: String,
    },
    /// The official schema itself is not usable.
    #[error("the schema {path} cannot be used: {problem}")]
    Unusable {
        /// The file of the schema.
        path: PathBuf,
        /// Why, as the validator says it.
        problem: String,
    },
}

/// Something that the schema does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The line, counted from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, and with which element.
    pub message: String,
}

/// Line and column of a byte, both from 1.
pub(crate) fn position(xml: &[u8], at: usize) -> (usize, usize) {
    let before = &xml[..at.min(xml.len())];
    let line_start = before
        .iter()
        .rposition(|b| *b == b'\n')
        .map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|b| **b == b'\n').count() + 1;
    let column = String::from_utf8_lossy(&before[line_start..])
        .chars()
        .count()
        + 1;
    (line, column)
}
