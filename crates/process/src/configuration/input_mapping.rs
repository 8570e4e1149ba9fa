//! Whose shipments are changed before they are kept, and by which decision tables?

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The name in a mapping's clients that stands for all that no other mapping names.
pub const ALL_OTHERS: &str = "*";

/// Which tables change what the shipments of some clients say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InputMapping {
    /// What it is called in changes and origins.
    pub name: String,
    /// What it is good for, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The first day it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// The last day it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// The ids of the clients; `*` for all that no mapping names.
    pub clients: Vec<String>,
    /// The decision tables, asked in this order.
    pub tables: Vec<String>,
}

impl InputMapping {
    /// Whether it names a client, or all others.
    #[must_use]
    pub fn names(&self, client: &str) -> bool {
        self.clients.iter().any(|named| named == client)
    }

    /// Whether there is a day on which both may be in force.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let begins_in_time =
            |from: Option<Date>, to: Option<Date>| from.zip(to).is_none_or(|(from, to)| from <= to);
        begins_in_time(self.valid_from, other.valid_to)
            && begins_in_time(other.valid_from, self.valid_to)
    }
}
