//! What does a table say? The rows that fired, and what they come to.

use std::borrow::Cow;

use serde::Serialize;

use crate::value::Value;

/// What a table says about inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation<'t> {
    /// The version that says it.
    pub version: u32,
    /// The rows that fired, as the hit policy orders them.
    pub hits: Vec<Hit<'t>>,
    /// Sum, least, greatest or count, where the hit policy asks for it.
    pub aggregate: Option<Value>,
}

/// A row that fired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hit<'t> {
    /// Its id; `None` when no row matched and the defaults answer.
    pub row: Option<&'t str>,
    /// Its place among the enabled rows, counted from 0: see [`Compiled::row_id`].
    pub position: Option<usize>,
    /// What it says, in the order of the outputs; `None` where it says nothing.
    pub values: Vec<Option<Cow<'t, Value>>>,
}
