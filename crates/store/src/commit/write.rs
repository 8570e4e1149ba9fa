//! How are many rows written with one statement, and how does a conflict show?
//!
//! By the number of rows: each statement changes exactly as many as it was given, or somebody was
//! first. Nothing waits for the engine to refuse, because on PostgreSQL a refused statement ends
//! the transaction. A row that occurs twice is written twice, in two statements.

use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use crate::changes::Changes;
use crate::db::{CachedText, Failed, Query, Record, Transaction, batches, values_clause};

/// Why a transaction must be rolled back.
#[derive(Debug)]
pub(crate) enum Failure {
    Conflict(String),
    Database(sqlx::Error),
}

impl From<sqlx::Error> for Failure {
    /// A key that is taken is a conflict, however it shows.
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(refusal) if refusal.is_unique_violation() => {
                Self::Conflict(format!("a key ({})", refusal.message()))
            }
            Some(_) | None => Self::Database(error),
        }
    }
}

impl Failed for Failure {
    fn database(&self) -> Option<&sqlx::Error> {
        match self {
            Self::Database(error) => Some(error),
            Self::Conflict(_) => None,
        }
    }
}

/// How an update changes a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Set {
    /// To what is given.
    Given,
    /// To what is given, unless that is nothing.
    IfGiven,
}

/// An update of many rows, found by their id and tenant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Update {
    /// The columns that change.
    pub(crate) set: &'static [(&'static str, Set)],
    /// What else must hold, where `{column}` is what is given and `stored` the table.
    pub(crate) guard: &'static str,
}

/// What a statement over rows is for: with the type of the rows and their number, all that its
/// text depends on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Purpose {
    Insert {
        on_conflict: &'static str,
    },
    Update {
        set: &'static [(&'static str, Set)],
        guard: &'static str,
    },
}

/// The texts that were made: some hundreds, since many rows come in batches of powers of two.
static TEXTS: Mutex<BTreeMap<(TypeId, Purpose, usize), Arc<CachedText>>> =
    Mutex::new(BTreeMap::new());

/// The statement over these rows, whose text is made the first time; it is given `VALUES`.
fn over<R: Record>(rows: &[&R], purpose: Purpose, text: impl FnOnce(&str) -> String) -> Query {
    let cached = {
        let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = texts.entry((TypeId::of::<R>(), purpose, rows.len()));
        let made = || text(&values_clause(R::COLUMNS.len(), rows.len()));
        Arc::clone(entry.or_insert_with(|| Arc::new(CachedText::new(made()))))
    };
    Query::with_cached_text(cached, rows)
}

/// Inserts rows. One that exists is a conflict.
pub(crate) async fn insert<R: Record>(
    transaction: &mut Transaction,
    rows: &[&R],
) -> Result<(), Failure> {
    insert_or(transaction, rows, "DO NOTHING").await
}

/// Inserts rows, with a word on what to do where one exists.
pub(crate) async fn insert_or<R: Record>(
    transaction: &mut Transaction,
    rows: &[&R],
    on_conflict: &'static str,
) -> Result<(), Failure> {
    for batch in batches(rows) {
        let changed = transaction.execute(insertion(batch, on_conflict)).await?;
        expect_all(changed, batch.len(), R::TABLE)?;
    }
    Ok(())
}

/// The statement that inserts rows.
pub(crate) fn insertion<R: Record>(rows: &[&R], on_conflict: &'static str) -> Query {
    over(rows, Purpose::Insert { on_conflict }, |values| {
        format!(
            "INSERT INTO {} ({}) {values} ON CONFLICT {on_conflict}",
            R::TABLE,
            R::COLUMNS.join(", ")
        )
    })
}

/// Updates rows. One that is not there, or does not meet the guard, is a conflict.
pub(crate) async fn update<R: Record>(
    transaction: &mut Transaction,
    rows: &[&R],
    plan: &Update,
) -> Result<(), Failure> {
    for batch in batches(rows) {
        let changed = transaction.execute(updating(batch, plan)).await?;
        expect_all(changed, batch.len(), R::TABLE)?;
    }
    Ok(())
}

/// The statement that updates rows.
fn updating<R: Record>(rows: &[&R], plan: &Update) -> Query {
    let Update { set, guard } = *plan;
    over(rows, Purpose::Update { set, guard }, |values| {
        format!(
            "UPDATE {} AS stored SET {} FROM ({values}) AS given WHERE stored.id = {} \
             AND stored.tenant_id = {}{}",
            R::TABLE,
            sets::<R>(set),
            given::<R>("id"),
            given::<R>("tenant_id"),
            guarded::<R>(guard)
        )
    })
}

/// The rows of one kind of the whole group, in order.
pub(super) fn all<'g, R>(
    group: &[&'g Changes],
    rows: impl Fn(&'g Changes) -> &'g Vec<R>,
) -> Vec<&'g R> {
    group.iter().flat_map(|changes| rows(changes)).collect()
}

/// Cuts rows into waves in which no key occurs twice, keeping the order of rows of one key.
pub(crate) fn waves<'r, R, K: Hash + Eq>(rows: &[&'r R], key: impl Fn(&R) -> K) -> Vec<Vec<&'r R>> {
    let mut occurrences: HashMap<K, usize> = HashMap::with_capacity(rows.len());
    let mut waves: Vec<Vec<&R>> = Vec::new();
    for row in rows {
        let occurrence = occurrences.entry(key(row)).or_default();
        if waves.len() == *occurrence {
            waves.push(Vec::with_capacity(rows.len()));
        }
        waves[*occurrence].push(row);
        *occurrence += 1;
    }
    waves
}

/// A conflict, unless every row was changed.
pub(crate) fn expect_all(changed: u64, given: usize, what: &str) -> Result<(), Failure> {
    if changed == given as u64 {
        return Ok(());
    }
    Err(Failure::Conflict(format!(
        "{what} ({changed} of {given} rows)"
    )))
}

/// `SET` of the plan's columns. The engines agree on the names of the columns of `VALUES`.
fn sets<R: Record>(set: &[(&str, Set)]) -> String {
    let set = set.iter().map(|(column, how)| match how {
        Set::Given => format!("{column} = {}", given::<R>(column)),
        Set::IfGiven => format!(
            "{column} = COALESCE({}, stored.{column})",
            given::<R>(column)
        ),
    });
    set.collect::<Vec<_>>().join(", ")
}

fn guarded<R: Record>(guard: &str) -> String {
    let columns = R::COLUMNS.iter();
    columns.fold(guard.to_owned(), |guard, column| {
        guard.replace(&format!("{{{column}}}"), &given::<R>(column))
    })
}

fn given<R: Record>(column: &str) -> String {
    let place = R::COLUMNS.iter().position(|name| *name == column);
    debug_assert!(place.is_some(), "{} has no column {column}", R::TABLE);
    format!("given.column{}", place.map_or(0, |index| index + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waves_keep_the_order_of_one_key() {
        let rows = [("a", 1), ("b", 1), ("a", 2), ("a", 3), ("b", 2)];
        let rows: Vec<&(&str, i32)> = rows.iter().collect();
        let waves = waves(&rows, |row| row.0);
        let expected = vec![
            vec![&("a", 1), &("b", 1)],
            vec![&("a", 2), &("b", 2)],
            vec![&("a", 3)],
        ];
        assert_eq!(waves, expected);
    }
}
