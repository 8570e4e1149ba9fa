//! How is a statement put together?
//!
//! Text and values together, so that a value can only enter as a parameter, and each parameter is
//! used once and in order. Lists are padded to a power of two, and many rows come in batches of a
//! power of two, which keeps the number of different statements – and so of prepared ones – small.

use std::sync::Arc;

use sqlx::SqlStr;

use super::text::{CachedText, Text, parameters};
use super::value::{Column, Value};

/// The longest list of ids in one statement, and the most rows of one.
pub(crate) const BATCH: usize = 128;
/// So few rows are one statement whatever their number: most groups are small, and each statement is
/// a way to the database and back, which costs more than its rows.
const FEW: usize = 16;

/// A row type that lives in a table; columns are named like its fields.
pub(crate) trait Record: 'static {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];
    fn values(&self, into: &mut Vec<Value>);
}

/// One statement with its parameters.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    text: Text,
    values: Vec<Value>,
}

impl Query {
    /// A statement that begins with this text.
    pub(crate) fn new(sql: &str) -> Self {
        assert_no_parameter(sql);
        Self {
            text: Text::Made(sql.to_owned()),
            values: Vec::new(),
        }
    }

    /// A statement whose text was made before, with the values of these rows.
    pub(crate) fn with_cached_text<R: Record>(text: Arc<CachedText>, rows: &[&R]) -> Self {
        let mut values = Vec::with_capacity(rows.len() * R::COLUMNS.len());
        for row in rows {
            row.values(&mut values);
        }
        Self {
            text: Text::Cached(text),
            values,
        }
    }

    /// `SELECT` of all columns of a row type.
    pub(crate) fn select<R: Record>() -> Self {
        Self::new(&format!(
            "SELECT {} FROM {}",
            R::COLUMNS.join(", "),
            R::TABLE
        ))
    }

    /// More of the text, without parameters.
    pub(crate) fn sql(mut self, text: &str) -> Self {
        assert_no_parameter(text);
        self.text.push(text);
        self
    }

    /// A parameter with its value, at the end of the text.
    pub(crate) fn bind<C: Column>(mut self, value: &C) -> Self {
        self.values.push(value.write());
        self.text.push("?");
        self
    }

    /// A parameter with a value that was written before, at the end of the text.
    pub(crate) fn bind_value(mut self, value: Value) -> Self {
        self.values.push(value);
        self.text.push("?");
        self
    }

    /// Another text with its parameters, at the end of this.
    pub(crate) fn append(mut self, other: &Self) -> Self {
        self.text.push(other.text.anonymous());
        self.values.extend(other.values.iter().cloned());
        self
    }

    /// A condition on a column: the text, then the parameter; nothing where there is no value.
    pub(crate) fn and<C: Column>(self, condition: &str, value: Option<&C>) -> Self {
        match value {
            Some(value) => self.sql(" AND ").sql(condition).sql(" ").bind(value),
            None => self,
        }
    }

    /// A condition that a column is one of a list; nothing where the list is empty.
    pub(crate) fn and_in<C: Column>(self, column: &str, values: &[C]) -> Self {
        if values.is_empty() {
            return self;
        }
        self.sql(" AND ").sql(column).sql(" IN ").list(values)
    }

    /// `(?, ?, …)`, padded with the last value. The list must not be empty.
    pub(crate) fn list<C: Column>(mut self, values: &[C]) -> Self {
        let padded = values.len().next_power_of_two();
        let padding = values
            .last()
            .into_iter()
            .cycle()
            .take(padded - values.len());
        self.text.push(&tuple(padded));
        self.values
            .extend(values.iter().chain(padding).map(Column::write));
        self
    }

    /// `(?, ?, …)` of a row's columns.
    pub(crate) fn row<R: Record>(mut self, row: &R) -> Self {
        row.values(&mut self.values);
        self.text.push(&tuple(R::COLUMNS.len()));
        self
    }

    /// `VALUES (?, ?), (?, ?), …` of tuples of so many columns.
    pub(crate) fn tuples<T>(
        mut self,
        columns: usize,
        rows: &[T],
        values: impl Fn(&T, &mut Vec<Value>),
    ) -> Self {
        self.text.push(&values_clause(columns, rows.len()));
        let first = self.values.len();
        self.values.reserve(rows.len() * columns);
        for (index, row) in rows.iter().enumerate() {
            values(row, &mut self.values);
            debug_assert_eq!(self.values.len(), first + (index + 1) * columns);
        }
        self
    }

    /// The text and the values for SQLite.
    pub(crate) fn for_sqlite(self) -> (SqlStr, Vec<Value>) {
        self.assert_one_value_each();
        (self.text.for_sqlite(), self.values)
    }

    /// The text and the values for PostgreSQL.
    pub(crate) fn for_postgres(self) -> (SqlStr, Vec<Value>) {
        self.assert_one_value_each();
        (self.text.for_postgres(), self.values)
    }

    fn assert_one_value_each(&self) {
        debug_assert_eq!(
            parameters(self.text.anonymous()),
            self.values.len(),
            "a parameter without its value, or a value without its parameter"
        );
    }
}

/// Parameters come by their values only: a written one could be used twice, or out of order.
fn assert_no_parameter(text: &str) {
    debug_assert!(!text.contains(['?', '$']), "a parameter without its value");
}

/// `VALUES (?,?),(?,?),…` of so many rows.
pub(crate) fn values_clause(columns: usize, rows: usize) -> String {
    let row = tuple(columns);
    let mut clause = String::with_capacity("VALUES ".len() + rows * (row.len() + 1));
    clause.push_str("VALUES ");
    for index in 0..rows {
        clause.push_str(if index == 0 { "" } else { "," });
        clause.push_str(&row);
    }
    clause
}

/// `(?,?,…)` of so many parameters.
fn tuple(parameters: usize) -> String {
    let mut tuple = String::with_capacity(2 * parameters + 2);
    tuple.push('(');
    for index in 0..parameters {
        tuple.push_str(if index == 0 { "?" } else { ",?" });
    }
    tuple.push(')');
    tuple
}

/// Cuts rows into batches whose sizes are powers of two, the largest first; the last few are one.
pub(crate) fn batches<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = match rows.len() {
            few @ 1..=FEW => few,
            many => BATCH.min(1 << many.checked_ilog2()?),
        };
        let (batch, rest) = rows.split_at(size);
        rows = rest;
        Some(batch)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_batches(length: usize, expected: &[usize]) {
        let rows = vec![0; length];
        let sizes: Vec<usize> = batches(&rows).map(<[_]>::len).collect();
        assert_eq!(sizes, expected, "{length}");
    }

    #[test]
    fn batches_are_few() {
        check_batches(0, &[]);
        check_batches(1, &[1]);
        check_batches(7, &[7]);
        check_batches(16, &[16]);
        check_batches(19, &[16, 3]);
        check_batches(300, &[128, 128, 32, 12]);
    }

    #[test]
    fn lists_are_padded() {
        let query = Query::new("x IN ").list(&[1_i64, 2, 3]);
        let (text, values) = query.for_postgres();
        assert_eq!(text.as_str(), "x IN ($1,$2,$3,$4)");
        assert_eq!(values.last(), Some(&Value::Integer(Some(3))));
    }

    #[test]
    fn tuples_have_a_parameter_for_each_value() {
        let query = Query::new("").tuples(2, &[(1_i64, 2_i64), (3, 4)], |pair, into| {
            into.extend([pair.0.write(), pair.1.write()]);
        });
        let sqlite = query.clone().for_sqlite();
        assert_eq!(sqlite.0.as_str(), "VALUES (?,?),(?,?)");
        let (text, values) = query.for_postgres();
        assert_eq!(text.as_str(), "VALUES ($1,$2),($3,$4)");
        assert_eq!((values.len(), &values), (4, &sqlite.1));
    }

    #[test]
    #[should_panic(expected = "a parameter without its value")]
    fn a_parameter_cannot_be_written() {
        let _ = Query::new("SELECT $1");
    }

    #[test]
    #[should_panic(expected = "a parameter without its value")]
    fn a_parameter_cannot_be_written_later() {
        let _ = Query::new("SELECT ").bind(&1_i64).sql(" + ?");
    }
}
