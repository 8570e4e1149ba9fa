//! Versioned configuration: kinds, and the life of a version.
//!
//! A version is a draft until it is published. A published version never changes; a newer one or
//! its validity takes its place.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Declares an enum whose members have one stored and public spelling.
macro_rules! spelled {
    (
        $(#[doc = $doc:literal])*
        $name:ident { $($(#[doc = $member_doc:literal])* $member:ident = $text:literal,)* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $member_doc])* $member,)* }

        impl $name {
            /// Every member, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$member,)*];

            /// The stored and public spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$member => $text,)* }
            }

            /// The member of a spelling.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$member),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

spelled! {
    /// What is configured in versions.
    ConfigurationKind {
        /// How shipments of one kind become declarations, step by step.
        Flow = "flow",
        /// Rows that fill fields or answer questions, with their hit policy.
        DecisionTable = "decisionTable",
        /// What holds for the whole tenant, such as the table that chooses flows.
        Settings = "settings",
        /// Which tables change what a client's shipments say before they are kept.
        InputMapping = "inputMapping",
    }
}

spelled! {
    /// Where a version stands.
    ConfigurationState {
        /// Being worked on; changes nothing.
        Draft = "draft",
        /// In force within its validity; never changes.
        Published = "published",
        /// Was published, and is not used for anything new.
        Retired = "retired",
    }
}

/// Who worked on a version last, and whether it waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Who changed what it says last.
    pub edited_by: Author,
    /// Who asked that another person looks at it; none where nobody did since it was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<ReviewRequest>,
}

/// Somebody who works on configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    /// As histories name him.
    pub name: String,
    /// The id of the account of a person who signed in; none of a client or a command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
}

/// That somebody asked for a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewRequest {
    /// The person who asked.
    pub by: Author,
    /// When, by our clock.
    pub at: Timestamp,
    /// What is changed and why, in the person's words.
    pub reason: String,
}

/// The name under which settings are stored.
pub const SETTINGS_NAME: &str = "settings";

/// The longest name, in characters.
const LONGEST: usize = 100;

/// The kind and name of something that is configured in versions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConfigurationName {
    /// Whether it is a flow, a decision table, the settings or an input mapping.
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
            ConfigurationKind::Flow
            | ConfigurationKind::DecisionTable
            | ConfigurationKind::InputMapping => is_plain,
            ConfigurationKind::Settings => name == SETTINGS_NAME,
        };
        let name = name.to_owned();
        fits.then_some(Self { kind, name })
    }

    /// What the kind is called in a bundle and in paths.
    #[must_use]
    pub const fn collection(&self) -> &'static str {
        match self.kind {
            ConfigurationKind::Flow => "flows",
            ConfigurationKind::DecisionTable => "decisionTables",
            ConfigurationKind::Settings => "settings",
            ConfigurationKind::InputMapping => "inputMappings",
        }
    }
}

/// As in paths: `flows[Transit]`.
impl fmt::Display for ConfigurationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ConfigurationKind::Settings => f.write_str(self.collection()),
            ConfigurationKind::Flow
            | ConfigurationKind::DecisionTable
            | ConfigurationKind::InputMapping => {
                write!(f, "{}[{}]", self.collection(), self.name)
            }
        }
    }
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
