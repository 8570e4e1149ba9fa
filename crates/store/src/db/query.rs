//! How is a statement put together?
//!
//! Text and values together, so that a value can only enter as a parameter. Lists are padded to a
//! power of two and rows come in batches of a power of two, which keeps the number of different
//! statements – and so of prepared ones – small.

use std::fmt::Write as _;

use super::value::{Column, Value};

/// The longest list of ids in one statement, and the most rows of one.
pub(crate) const BATCH: usize = 128;

/// A row type that lives in a table; columns are named like its fields.
pub(crate) trait Record {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];
    fn values(&self, into: &mut Vec<Value>);
}

/// One statement with its parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

impl Query {
    /// A statement that begins with this text.
    pub(crate) fn new(sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            values: Vec::new(),
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

    /// More text.
    pub(crate) fn sql(mut self, text: &str) -> Self {
        self.sql.push_str(text);
        self
    }

    /// A parameter.
    pub(crate) fn bind<C: Column>(mut self, value: &C) -> Self {
        self.values.push(value.write());
        self.placeholder();
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

    /// `($1, $2, …)`, padded with the last value. The list must not be empty.
    pub(crate) fn list<C: Column>(mut self, values: &[C]) -> Self {
        let padded = values.len().next_power_of_two();
        let padding = values
            .last()
            .into_iter()
            .cycle()
            .take(padded - values.len());
        self.sql.push('(');
        for (index, value) in values.iter().chain(padding).enumerate() {
            if index > 0 {
                self.sql.push(',');
            }
            self = self.bind(value);
        }
        self.sql.push(')');
        self
    }

    /// `VALUES ($1, $2), ($3, $4), …` of rows.
    pub(crate) fn rows<R: Record>(self, rows: &[&R]) -> Self {
        self.tuples(R::COLUMNS.len(), rows, |row, into| row.values(into))
    }

    /// `VALUES` of tuples of so many columns.
    pub(crate) fn tuples<T>(
        mut self,
        columns: usize,
        rows: &[T],
        values: impl Fn(&T, &mut Vec<Value>),
    ) -> Self {
        self.sql.push_str("VALUES ");
        let first = self.values.len();
        self.values.reserve(rows.len() * columns);
        for (index, row) in rows.iter().enumerate() {
            values(row, &mut self.values);
            debug_assert_eq!(self.values.len(), first + (index + 1) * columns);
            self.sql.push_str(if index == 0 { "(" } else { ",(" });
            self.placeholders(first + index * columns, columns);
            self.sql.push(')');
        }
        self
    }

    fn placeholders(&mut self, first: usize, count: usize) {
        for number in first + 1..=first + count {
            let separator = if number == first + 1 { "$" } else { ",$" };
            self.sql.push_str(separator);
            let _ = write!(self.sql, "{number}");
        }
    }

    fn placeholder(&mut self) {
        let _ = write!(self.sql, "${}", self.values.len());
    }
}

/// Cuts rows into batches whose sizes are powers of two, the largest first.
pub(crate) fn batches<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = BATCH.min(1 << rows.len().checked_ilog2()?);
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
    fn batches_are_powers_of_two() {
        check_batches(0, &[]);
        check_batches(1, &[1]);
        check_batches(7, &[4, 2, 1]);
        check_batches(300, &[128, 128, 32, 8, 4]);
    }

    #[test]
    fn lists_are_padded() {
        let query = Query::new("x IN ").list(&[1_i64, 2, 3]);
        assert_eq!(query.sql, "x IN ($1,$2,$3,$4)");
        assert_eq!(query.values.last(), Some(&Value::Integer(Some(3))));
    }

    #[test]
    fn tuples_number_their_parameters() {
        let query = Query::new("").tuples(2, &[(1_i64, 2_i64), (3, 4)], |pair, into| {
            into.extend([pair.0.write(), pair.1.write()]);
        });
        assert_eq!(query.sql, "VALUES ($1,$2),($3,$4)");
    }
}
