//! What is listed, and by which restrictions?
//!
//! What leads is written as it stands in an index, all else so that no planner takes another index for
//! it: SQLite, without statistics, prefers one of the tenant's to the ids that are given.

use std::ops::Deref;

use cas_model::ids::TenantId;
use jiff::Timestamp;

use crate::db::{Column, Query, Record, Value};
use crate::rows::{ListOrder, ListPosition, ListSort};

/// Values of a column, any of which will do.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    pub(super) column: &'static str,
    pub(super) values: Vec<Value>,
    /// Whether an index has them, in the first order of the list.
    pub(super) has_index: bool,
}

/// Rows of a table, and by what they are restricted.
#[derive(Clone, Debug)]
pub(super) struct Listing {
    pub(super) table: &'static str,
    /// The columns that are read of each row.
    pub(super) columns: String,
    /// ` WHERE …` that each index begins with.
    pub(super) scope: Query,
    pub(super) filters: Vec<Filter>,
    /// Whether the scope selects few by an index of its own: those are sorted, no order is walked.
    pub(super) is_few: bool,
    /// ` AND …` that no index knows.
    pub(super) more: Option<Query>,
}

/// How much of a list is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    pub(super) limit: u32,
    pub(super) offset: u32,
}

/// Rows of a list, and where it goes on both ways.
#[derive(Debug)]
pub struct ListPage<R> {
    pub(super) rows: Vec<R>,
    /// Behind which the next page begins; none on the last page.
    pub next: Option<ListPosition>,
    /// Before which the page before ends; none on the first.
    pub previous: Option<ListPosition>,
    /// At how many rows of an index was looked, where the page ends before it is full.
    pub looked: Option<u32>,
}

impl<R> ListPage<R> {
    /// Ends the page after so many rows; the others begin the next.
    pub fn end_after(&mut self, rows: usize, sort: ListSort<R>) {
        if rows < self.rows.len() {
            self.rows.truncate(rows);
            let last = self.rows.last();
            self.next = last.map(|row| ListPosition::of_row(row, sort.order));
        }
    }
}

impl<R> Deref for ListPage<R> {
    type Target = [R];

    fn deref(&self) -> &[R] {
        &self.rows
    }
}

impl<R> IntoIterator for ListPage<R> {
    type Item = R;
    type IntoIter = std::vec::IntoIter<R>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

impl<R: PartialEq> PartialEq<Vec<R>> for ListPage<R> {
    fn eq(&self, rows: &Vec<R>) -> bool {
        self.rows == *rows
    }
}

impl Listing {
    /// All of a tenant's rows of a type.
    pub(super) fn of_tenant<R: Record>(tenant: TenantId) -> Self {
        Self::of_table(R::TABLE, R::COLUMNS.join(", "), tenant)
    }

    /// These columns of all of a tenant's rows in a table.
    pub(super) fn of_table(table: &'static str, columns: String, tenant: TenantId) -> Self {
        Self {
            table,
            columns,
            scope: Query::new(" WHERE tenant_id = ").bind(&tenant),
            filters: Vec::new(),
            is_few: false,
            more: None,
        }
    }

    /// A restriction to values of a column, any of which will do; none where there are no values. An
    /// index has them, in the first order of the list.
    pub(super) fn filter<C: Column>(&mut self, column: &'static str, values: &[C]) {
        self.add(column, values, true);
    }

    /// The same of a column that no index has.
    pub(super) fn filter_apart<C: Column>(&mut self, column: &'static str, values: &[C]) {
        self.add(column, values, false);
    }

    fn add<C: Column>(&mut self, column: &'static str, values: &[C], has_index: bool) {
        if !values.is_empty() {
            self.filters.push(Filter {
                column,
                values: values.iter().map(C::write).collect(),
                has_index,
            });
        }
    }

    /// A restriction that no index knows.
    pub(super) fn restrict(&mut self, condition: Query) {
        self.more = Some(match self.more.take() {
            Some(more) => more.append(&condition),
            None => condition,
        });
    }

    /// A restriction of a column to what compares so with a value: where the list is in the order of
    /// the column, as the index has it.
    pub(super) fn compare<R>(
        &mut self,
        order: &ListOrder<R>,
        column: &'static str,
        operator: &str,
        value: Option<&Timestamp>,
    ) {
        let Some(value) = value.map(Timestamp::write) else {
            return;
        };
        if order.columns[0].0 == column && !self.is_few {
            let scope = std::mem::replace(&mut self.scope, Query::new(""));
            self.scope = scope
                .sql(&format!(" AND {column} {operator} "))
                .bind_value(value);
        } else {
            let condition = Query::new(&format!(" AND {} {operator} ", apart(column, &value)));
            self.restrict(condition.bind_value(value));
        }
    }
}

/// A column so that no planner takes an index for it.
pub(super) fn apart(column: &str, value: &Value) -> String {
    match value {
        Value::Integer(_) => format!("COALESCE({column}, 0)"),
        Value::Text(_) | Value::Bytes(_) => format!("COALESCE({column}, '')"),
    }
}

impl Filter {
    /// ` AND …` that the column has one of the values, whatever index is walked.
    pub(super) fn asked(&self, query: Query) -> Query {
        let column = apart(self.column, &self.values[0]);
        let mut query = query.sql(&format!(" AND {column} IN ("));
        for (at, value) in self.values.iter().enumerate() {
            query = query.sql(if at == 0 { "" } else { ", " });
            query = query.bind_value(value.clone());
        }
        query.sql(")")
    }
}
