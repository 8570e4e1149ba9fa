//! What tables are asked: those that answer a question of the flow instead of filling fields, and any
//! that is watched.

use std::collections::BTreeMap;

use cas_decision::{Context, Inputs, Value};

use super::values::{Roots, Values};
use super::{FiredRows, StepTables, TableUse};

/// Asks a table that answers a question about a document and the head of its shipment, and notes the
/// row that fired. There is no answer when no row matches, or the row says nothing.
///
/// # Errors
/// When it cannot be evaluated: what is wrong, with its place.
pub fn ask(
    table_use: &TableUse,
    tables: &StepTables,
    roots: Roots<'_>,
    context: &Context<'_>,
    fired: &mut FiredRows,
) -> Result<Option<Value>, String> {
    let mut values = Values::new(&tables.slots, 0);
    values
        .read(&table_use.inputs, 0, roots)
        .map_err(|(slot, why)| format!("{}: {why}", values.selector(slot)))?;
    let inputs = Inputs::from_values(values.read_values(&table_use.inputs, 0));
    let evaluation = table_use
        .table
        .compiled
        .evaluate(&inputs, context)
        .map_err(|error| error.to_string())?;
    fired.note(&table_use.table, &evaluation);
    let hit = evaluation.hits.first();
    Ok(hit.and_then(|hit| hit.values.first()?.as_deref().cloned()))
}

/// What tables were asked, for each item or for the document: to explain and to try.
#[derive(Clone, Debug, Default)]
pub struct Probe(BTreeMap<String, Vec<(usize, AskedInputs)>>);

impl Probe {
    /// A probe that watches these tables, of which nothing is known yet.
    pub fn watching<'n>(tables: impl Iterator<Item = &'n str>) -> Self {
        Self(tables.map(|name| (name.to_owned(), Vec::new())).collect())
    }

    /// Notes what a table is asked for an item, if it is watched.
    pub fn note(&mut self, table: &str, item: usize, asked: impl FnOnce() -> AskedInputs) {
        if let Some(known) = self.0.get_mut(table) {
            known.push((item, asked()));
        }
    }

    /// By item, or once: the values of a table's inputs, or why they cannot be read.
    pub fn asked(&self, table: &str) -> &[(usize, AskedInputs)] {
        self.0.get(table).map_or(&[], Vec::as_slice)
    }
}

/// The values of a table's inputs, or why they cannot be read.
pub type AskedInputs = Result<Vec<Option<Value>>, String>;
