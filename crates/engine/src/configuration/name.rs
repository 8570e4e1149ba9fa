//! What is a flow, a table or a version of one called?

use std::fmt;

use cas_model::configuration::ConfigurationKind;
use cas_store::ConfigurationRow;

use super::Settings;

/// The longest name, in characters.
const LONGEST: usize = 100;

/// The kind and name of something that is configured in versions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConfigurationName {
    /// What it is.
    pub kind: ConfigurationKind,
    /// Its name, unique within the kind.
    pub name: String,
}

impl ConfigurationName {
    /// A name of a kind; `None` where nothing of the kind can be called so.
    #[must_use]
    pub fn new(kind: ConfigurationKind, name: &str) -> Option<Self> {
        let is_plain = (1..=LONGEST).contains(&name.chars().count())
            && name.trim() == name
            && !name.chars().any(char::is_control);
        let fits = match kind {
            ConfigurationKind::Flow | ConfigurationKind::DecisionTable => is_plain,
            ConfigurationKind::Settings => name == Settings::NAME,
        };
        let name = name.to_owned();
        fits.then_some(Self { kind, name })
    }

    /// Whether a row is a version of it.
    pub(super) fn is_of(&self, row: &ConfigurationRow) -> bool {
        row.kind == self.kind && row.name == self.name
    }

    /// What the kind is called in a bundle and in paths.
    #[must_use]
    pub const fn collection(&self) -> &'static str {
        match self.kind {
            ConfigurationKind::Flow => "flows",
            ConfigurationKind::DecisionTable => "decisionTables",
            ConfigurationKind::Settings => "settings",
        }
    }
}

/// As in paths: `flows[Transit]`.
impl fmt::Display for ConfigurationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ConfigurationKind::Settings => f.write_str(self.collection()),
            ConfigurationKind::Flow | ConfigurationKind::DecisionTable => {
                write!(f, "{}[{}]", self.collection(), self.name)
            }
        }
    }
}

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
            Self::Draft => row.state == cas_model::configuration::ConfigurationState::Draft,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_text() {
        use ConfigurationKind::{DecisionTable, Flow, Settings};
        let long = "x".repeat(LONGEST + 1);
        for (kind, name, fits) in [
            (Flow, "Transit", true),
            (DecisionTable, "Zölle / EU 50 %", true),
            (Flow, "", false),
            (Flow, " Transit", false),
            (Flow, "a\nb", false),
            (Flow, long.as_str(), false),
            (Settings, "settings", true),
            (Settings, "others", false),
        ] {
            let name = ConfigurationName::new(kind, name);
            assert_eq!(name.is_some(), fits, "{kind} {name:?}");
        }
    }
}
