//! What does a decision table look like before it is compiled?
//!
//! Everything here is data as people write it: cells are text in the language of
//! `docs/decision-tables.md`. [`Compiled::new`](crate::Compiled::new) checks and compiles it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::value::ValueType;

/// Most rows of a table that is handed in.
pub const TABLE_ROWS: usize = 100_000;

/// A version of a decision table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Table {
    /// Its name, unique among the tables of its owner.
    pub name: String,
    /// Which version of it this is, counted from 1.
    #[serde(default = "first_version")]
    pub version: u32,
    /// What to do with several rows that match.
    #[serde(default)]
    pub hit_policy: HitPolicy,
    /// What the conditions look at, from left to right.
    pub inputs: Vec<Input>,
    /// What a row says, from left to right.
    pub outputs: Vec<Output>,
    /// The rows, from top to bottom.
    #[serde(default)]
    pub rows: Vec<Row>,
}

fn first_version() -> u32 {
    1
}

/// What to do with several rows that match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HitPolicy {
    /// The first row from the top.
    #[default]
    First,
    /// At most one row matches; two are an error.
    Unique,
    /// Several rows may match if they say the same; otherwise an error.
    Any,
    /// The row whose outputs come first in the outputs' allowed values.
    Priority,
    /// All rows, in no promised order.
    Collect,
    /// The sum of the output over all rows.
    CollectSum,
    /// The least output of all rows.
    CollectMin,
    /// The greatest output of all rows.
    CollectMax,
    /// How many rows match.
    CollectCount,
    /// All rows, from the top.
    RuleOrder,
    /// All rows, in the order of the outputs' allowed values.
    OutputOrder,
}

impl HitPolicy {
    /// Every policy there is.
    pub const ALL: &[Self] = &[
        Self::First,
        Self::Unique,
        Self::Any,
        Self::Priority,
        Self::Collect,
        Self::CollectSum,
        Self::CollectMin,
        Self::CollectMax,
        Self::CollectCount,
        Self::RuleOrder,
        Self::OutputOrder,
    ];

    /// Whether rows are ranked by the outputs' allowed values.
    #[must_use]
    pub fn is_ranked(self) -> bool {
        matches!(self, Self::Priority | Self::OutputOrder)
    }
}

/// What a column of conditions looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Input {
    /// What cells call it.
    pub name: String,
    /// What people read at the head of the column; the name when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The field it is read from; the name when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expression: String,
    /// How its values are read and compared.
    #[serde(rename = "type")]
    pub value_type: ValueType,
}

impl Input {
    /// The field it is read from.
    #[must_use]
    pub fn field(&self) -> &str {
        if self.expression.is_empty() {
            &self.name
        } else {
            &self.expression
        }
    }
}

/// What a column of results fills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Output {
    /// The field it fills.
    pub name: String,
    /// What people read at the head of the column; the name when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// How its values are written.
    #[serde(rename = "type")]
    pub value_type: ValueType,
    /// What to do with a field that has a value.
    #[serde(default)]
    pub mode: OutputMode,
    /// The values it may have, the most important first; none means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_values: Vec<String>,
    /// The cell that answers when no row matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// What to do with a field that has a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OutputMode {
    /// Leave what is there, and fill what is empty.
    #[default]
    FillIfEmpty,
    /// Replace what a deduction filled before.
    Override,
    /// Leave it, and say so when it differs.
    WarnIfDifferent,
    /// Replace what was given; only for tables of input mappings, as are the next two.
    Replace,
    /// Take away what was given, where the row says `true`.
    Remove,
    /// Take away the element of a collection that holds the field, where the row says `true`.
    RemoveElement,
}

impl OutputMode {
    /// Whether it changes what somebody gave.
    #[must_use]
    pub const fn changes_what_was_given(self) -> bool {
        match self {
            Self::FillIfEmpty | Self::Override | Self::WarnIfDifferent => false,
            Self::Replace | Self::Remove | Self::RemoveElement => true,
        }
    }

    /// Whether it takes away instead of writing.
    #[must_use]
    pub const fn removes(self) -> bool {
        match self {
            Self::FillIfEmpty | Self::Override | Self::WarnIfDifferent | Self::Replace => false,
            Self::Remove | Self::RemoveElement => true,
        }
    }
}

/// A rule: when all conditions match, its outputs hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Row {
    /// Stays the same when rows are moved or edited.
    pub id: String,
    /// A row that is not enabled never matches.
    #[serde(default = "enabled", skip_serializing_if = "is_enabled")]
    pub enabled: bool,
    /// The first day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// The last day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Why it is there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// One cell per input.
    pub conditions: Vec<String>,
    /// One cell per output.
    pub outputs: Vec<String>,
}

fn enabled() -> bool {
    true
}

fn is_enabled(enabled: &bool) -> bool {
    *enabled
}

impl Row {
    /// A row that always holds.
    #[must_use]
    pub fn new(id: &str, conditions: &[&str], outputs: &[&str]) -> Self {
        let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        Self {
            id: id.to_owned(),
            enabled: true,
            valid_from: None,
            valid_to: None,
            note: String::new(),
            conditions: owned(conditions),
            outputs: owned(outputs),
        }
    }

    /// Whether it has neither a condition nor a result.
    pub(crate) fn is_empty(&self) -> bool {
        let mut conditions = self.conditions.iter();
        let mut outputs = self.outputs.iter();
        conditions.all(|cell| is_any(cell)) && outputs.all(|cell| says_nothing(cell))
    }

    /// Whether it is enabled and holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.enabled
            && self.valid_from.is_none_or(|from| from <= day)
            && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// Whether a condition matches everything.
fn is_any(cell: &str) -> bool {
    matches!(cell.trim(), "" | "-" | "–" | "—")
}

/// Whether a result says nothing of its field.
fn says_nothing(cell: &str) -> bool {
    is_any(cell) || cell.trim() == "null"
}
