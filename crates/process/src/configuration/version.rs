//! Which version of a flow, a table or the settings is meant?

use cas_model::configuration::ConfigurationState;
use cas_model::record::ConfigurationRow;

/// Which version is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionChoice {
    /// The one that is being worked on.
    Draft,
    /// The one of a number.
    Number(u32),
}

impl VersionChoice {
    /// Reads `draft` or a number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "draft" => Some(Self::Draft),
            number => number.parse().ok().map(Self::Number),
        }
    }

    /// Whether a row is the version that is meant.
    #[must_use]
    pub fn is(self, row: &ConfigurationRow) -> bool {
        match self {
            Self::Draft => row.state == ConfigurationState::Draft,
            Self::Number(number) => row.version == number,
        }
    }
}

/// The tag of a version's content: changes whenever it is written, and with its number. Its birth
/// tells it from one of the same number that was deleted before.
#[must_use]
pub fn tag(row: &ConfigurationRow) -> String {
    let born = row.created_at.as_microsecond();
    format!("{}-{}-{born:x}", row.version, row.edition)
}

/// A version of a decision table, as paths name it.
#[derive(Clone, Copy, Debug)]
pub struct TableVersion<'a> {
    /// The name of the table.
    pub name: &'a str,
    /// One of its versions, or its draft.
    pub version: VersionChoice,
}
