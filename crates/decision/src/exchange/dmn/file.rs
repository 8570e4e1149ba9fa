//! What is a DMN file to us? Its namespaces, what it gave, and why it was not read.

use serde::Serialize;

use crate::note::Note;
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
    /// The tables that could be read, in the order of the file.
    pub tables: Vec<Table>,
    /// The names of all tables that the file has, those too that could not be read.
    pub names: Vec<String>,
    /// What was not taken over, or must be corrected.
    pub refused: Vec<Refused>,
    /// What the authors of the tables should know.
    pub notes: Vec<TableNote>,
}

/// A note about one of the tables of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableNote {
    /// The name of the table.
    pub table: String,
    /// What its author should know.
    pub note: Note,
}

/// Something that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{place}: {message}")]
pub struct Refused {
    /// The table that needs it; none where no table does.
    pub table: Option<String>,
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
