//! What of DMN is taken over, and what is not?
//!
//! [`read`] takes the decision tables of a DMN 1.2 to 1.5 file: every decision whose logic is a
//! decision table becomes a [`Table`]. Cells outside our language stay in the table as they are
//! and are reported; such a table is a draft until they are corrected. Other logic (literal
//! expressions, contexts, business knowledge) and diagrams are not taken. [`write()`] gives DMN 1.5;
//! what DMN does not know (modes, validity, our types) stands in attributes of our own namespace.

use serde::Serialize;

use crate::table::Table;

/// The namespace of what DMN does not know.
pub(super) const OURS: &str = "urn:cas:decision";

/// The namespaces of the versions that are read, the newest first.
pub(super) const NAMESPACES: &[&str] = &[
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
];

/// What a DMN file gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Import {
    /// The tables, in the order of the file.
    pub tables: Vec<Table>,
    /// What was not taken over, or must be corrected.
    pub refused: Vec<Refused>,
}

/// Something that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{place}: {message}")]
pub struct Refused {
    /// Where in the file, in its words.
    pub place: String,
    /// Why, and what to do.
    pub message: String,
}

/// Why a file is not read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DmnError {
    /// It is no XML that we accept.
    #[error("the file is not readable as XML: {0}")]
    Xml(String),
    /// It is no DMN of a version we know.
    #[error("the file is no DMN 1.2 to 1.5: {0}; export it in one of these versions")]
    NoDmn(String),
}

/// Takes the decision tables of a DMN file.
///
/// # Errors
/// When it is no DMN file.
pub fn read(bytes: &[u8]) -> Result<Import, DmnError> {
    super::dmn_read::read(bytes)
}

/// Tables as a DMN 1.5 file.
#[must_use]
pub fn write(tables: &[Table]) -> String {
    super::dmn_write::write(tables)
}
