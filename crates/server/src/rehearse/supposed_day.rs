//! As of which day is a declaration judged that names none, and where is the day from?

use jiff::civil::Date;
use serde::Serialize;

/// The day as of which a declaration is looked at that names none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct SupposedDay {
    pub day: Date,
    /// Where the day is from.
    pub because: DaySource,
}

impl SupposedDay {
    /// The day that the command was told.
    pub const fn told(day: Date) -> Self {
        let because = DaySource::Argument;
        Self { day, because }
    }
}

/// Where a supposed day is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum DaySource {
    /// The argument of the command.
    Argument,
    /// The first answer of customs to it.
    Answer,
    /// The middle of the days of the other declarations.
    Others,
    /// Nothing in the folder has a day.
    Today,
}

impl DaySource {
    /// How a person is told.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Argument => "as told",
            Self::Answer => "the day of customs' first answer",
            Self::Others => "the middle of the days of the other declarations",
            Self::Today => "today, because no file has a day",
        }
    }
}
