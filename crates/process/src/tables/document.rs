//! A version of a decision table as it is stored and exchanged: the table, its validity, its tests.

use cas_decision::{Table, TableTest};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A decision table with what stands around it. The version in `table` is the stored version's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableDocument {
    /// What it decides, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The first day it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// The last day it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// The rules themselves: columns, rows and hit policy.
    pub table: Table,
    /// Its tests; they run before it is published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<TableTest>,
}
