//! What should the author of a table know, although the table was taken?
//!
//! Mistakes refuse a table ([`CellError`](crate::CellError)); a [`Note`] stands beside an answer.

use serde::{Serialize, Serializer};

/// Something that the author of a table should know; the table was taken nonetheless.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// What kind of thing it is; the manual has them all.
    pub code: NoteCode,
    /// The row's id, or its line in a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// The name of the input or output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What was found, and what to do if it was not meant.
    pub message: String,
}

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It was read as it was probably meant.
    Information,
    /// It may be a mistake, or may answer otherwise than its author thinks.
    Warning,
}

impl Severity {
    /// Its name in answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Warning => "warning",
        }
    }
}

impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_str().serialize(serializer)
    }
}

/// The kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteCode {
    /// Two codes with a dash between them were read as a range of codes.
    ReadAsRange,
    /// A tariff code has an odd number of digits: a zero may be lost.
    OddTariffCode,
    /// A pattern wants small letters in a column of codes, which are in capitals.
    SmallLettersInPattern,
    /// A workbook has numbers in a column of codes: zeros at the front are lost.
    NumbersInCodeColumn,
    /// A cell answers otherwise for a missing value than in the product it comes from.
    MissingAnswersOtherwise,
    /// A part of a file is not taken over; the table does not need it.
    NotTakenOver,
}

impl NoteCode {
    /// Every kind of note.
    pub const ALL: &[Self] = &[
        Self::ReadAsRange,
        Self::OddTariffCode,
        Self::SmallLettersInPattern,
        Self::NumbersInCodeColumn,
        Self::MissingAnswersOtherwise,
        Self::NotTakenOver,
    ];

    /// Its name in answers and in the manual.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadAsRange => "readAsRange",
            Self::OddTariffCode => "oddTariffCode",
            Self::SmallLettersInPattern => "smallLettersInPattern",
            Self::NumbersInCodeColumn => "numbersInCodeColumn",
            Self::MissingAnswersOtherwise => "missingAnswersOtherwise",
            Self::NotTakenOver => "notTakenOver",
        }
    }

    /// What a note of this kind begins as.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::ReadAsRange | Self::NotTakenOver => Severity::Information,
            Self::OddTariffCode
            | Self::SmallLettersInPattern
            | Self::NumbersInCodeColumn
            | Self::MissingAnswersOtherwise => Severity::Warning,
        }
    }
}

impl Serialize for NoteCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_str().serialize(serializer)
    }
}

impl Note {
    /// A note about a whole table or file.
    #[must_use]
    pub fn new(code: NoteCode, message: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code,
            row: None,
            column: None,
            message: message.into(),
        }
    }

    /// The same note, about a row.
    #[must_use]
    pub fn in_row(self, row: &str) -> Self {
        Self {
            row: Some(row.to_owned()),
            ..self
        }
    }

    /// The same note, about a column.
    #[must_use]
    pub fn in_column(self, column: &str) -> Self {
        Self {
            column: Some(column.to_owned()),
            ..self
        }
    }
}
