//! What came of one file.

use cas_engine::reading::Unread;
use cas_gateway::LeafDifference;
use cas_model::finding::{Finding, Severity, Source};
use cas_model::ids::SystemCode;
use jiff::civil::Date;
use serde::Serialize;

use super::reference::Asked;
use super::supposed_day::SupposedDay;
use super::values::CalculatedValue;

/// The code of a leaf that is written otherwise than it was.
const LEAF_DIFFERS: &str = "leaf-differs";

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum FileKind {
    /// A trader's message that declares, amends, presents or invalidates.
    Declaration,
    /// An answer of customs.
    Answer,
    /// Another message of a customs system.
    Other,
    /// Nobody knows it, or it is not well-formed.
    Unrecognised,
}

/// Why a file is not read at all.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Problem {
    /// `unreadable` for the file, `not-well-formed`, `unrecognised` or `message-unreadable`.
    pub code: &'static str,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Problem {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message }
    }
}

/// A leaf that is written otherwise than it was.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Differing {
    /// The code of the finding: `leaf-differs`.
    pub code: &'static str,
    /// Where, and what stands there.
    #[serde(flatten)]
    pub leaf: LeafDifference,
    /// Why, where the table of differences says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explained: Option<&'static str>,
}

/// What came of a file.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FileOutcome {
    /// Its name below the folder.
    pub file: String,
    /// What kind of file it is.
    pub kind: FileKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declaration_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lrn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mrn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arc: Option<String>,
    /// The day that it names: as of that day it was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// The day as of which it was looked at, where it names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supposed_day: Option<SupposedDay>,
    /// Whether all of it was read.
    pub read: bool,
    /// Whether nothing would stop it here.
    pub without_errors: bool,
    /// Whether it was written again as it was.
    pub equal: bool,
    /// Why it is not read at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// Leaves that are not read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Unread>,
    /// What was found at the door, in planning, deductions, validations and writing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Values that it leaves out and would be calculated; they are not written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calculated: Vec<CalculatedValue>,
    /// Leaves that are written otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Differing>,
    /// Whether a message was written that could be compared.
    #[serde(skip)]
    pub is_written: bool,
}

impl FileOutcome {
    /// A file of which nothing is known yet.
    pub fn unread(file: String) -> Self {
        Self {
            file,
            kind: FileKind::Unrecognised,
            system: None,
            message_type: None,
            declaration_type: None,
            jurisdiction: None,
            lrn: None,
            mrn: None,
            arc: None,
            day: None,
            supposed_day: None,
            read: false,
            without_errors: false,
            equal: false,
            problem: None,
            unread: Vec::new(),
            findings: Vec::new(),
            calculated: Vec::new(),
            differences: Vec::new(),
            is_written: false,
        }
    }

    /// Draws the sum, when all is known.
    pub fn conclude(mut self) -> Self {
        let is_known = self.kind == FileKind::Declaration && self.problem.is_none();
        self.read = is_known && self.unread.is_empty();
        self.without_errors = is_known && !self.findings.iter().any(Finding::is_error);
        self.equal = is_known && self.is_written && self.differences.is_empty();
        self
    }

    /// Whether it counts among those that are to be read.
    pub fn is_counted(&self) -> bool {
        matches!(self.kind, FileKind::Declaration | FileKind::Unrecognised)
    }

    /// Whether every difference has its reason.
    pub fn is_explained(&self) -> bool {
        let mut differences = self.differences.iter();
        self.is_written && differences.all(|difference| difference.explained.is_some())
    }

    /// The codes of what stops it, each once.
    pub fn stopping_codes(&self) -> Vec<&str> {
        let errors = self.findings.iter().filter(|finding| finding.is_error());
        let mut codes: Vec<&str> = errors.map(|finding| finding.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// A difference, with its reason where there is one.
    pub fn differs(&mut self, leaf: LeafDifference) {
        let system = self.system.as_ref().map_or("", SystemCode::as_str);
        let explained = cas_systems::differences::explain(system, &leaf);
        self.differences.push(Differing {
            code: LEAF_DIFFERS,
            leaf,
            explained: explained.map(|explanation| explanation.reason),
        });
    }
}

/// What came of a folder.
pub(super) struct Rehearsed {
    /// What was asked beside what is built in.
    pub asked: Option<Asked>,
    /// What came of each file.
    pub outcomes: Vec<FileOutcome>,
}

/// Something that stops a declaration before validations or after them.
pub(super) fn stopped(code: &str, message: &str, description: String) -> Finding {
    Finding {
        code: code.to_owned(),
        message: message.to_owned(),
        description,
        severity: Severity::Error,
        source: Source::Validation,
        fields: Vec::new(),
        pointer: None,
        because: None,
    }
}
