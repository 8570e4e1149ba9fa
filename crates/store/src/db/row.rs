//! What came back? The cells of one row, read from left to right, whatever the engine.

use anyhow::Context;
use sqlx::{Row as _, TypeInfo as _, ValueRef as _};

use super::value::{Column, ColumnKind, Value};

/// One row of an answer.
#[derive(Debug)]
pub(crate) enum Row {
    Sqlite(sqlx::sqlite::SqliteRow),
    Postgres(sqlx::postgres::PgRow),
}

/// Reads a row from left to right.
#[derive(Debug)]
pub(crate) struct Cells<'r> {
    row: &'r Row,
    next: usize,
}

impl Row {
    /// The row as a value of the type.
    pub(crate) fn read<R: Readable>(&self) -> anyhow::Result<R> {
        R::read(&mut self.cells())
    }

    /// The row's cells from the left.
    pub(crate) fn cells(&self) -> Cells<'_> {
        Cells { row: self, next: 0 }
    }

    /// How many bytes of text and of bytes it holds.
    pub(crate) fn size(&self) -> Result<usize, sqlx::Error> {
        match self {
            Self::Sqlite(row) => (0..row.len()).map(|at| sqlite_size(row, at)).sum(),
            Self::Postgres(row) => (0..row.len())
                .map(|at| Ok(row.try_get_raw(at)?.as_bytes().map_or(0, <[u8]>::len)))
                .sum(),
        }
    }

    fn cell(&self, index: usize, kind: ColumnKind) -> Result<Value, sqlx::Error> {
        match (self, kind) {
            (Self::Sqlite(row), ColumnKind::Text) => row.try_get(index).map(Value::Text),
            (Self::Sqlite(row), ColumnKind::Integer) => row.try_get(index).map(Value::Integer),
            (Self::Sqlite(row), ColumnKind::Bytes) => row.try_get(index).map(Value::Bytes),
            (Self::Postgres(row), ColumnKind::Text) => row.try_get(index).map(Value::Text),
            (Self::Postgres(row), ColumnKind::Integer) => row.try_get(index).map(Value::Integer),
            (Self::Postgres(row), ColumnKind::Bytes) => row.try_get(index).map(Value::Bytes),
        }
    }
}

/// An integer is not asked for its bytes: SQLite would turn it into a text for that.
fn sqlite_size(row: &sqlx::sqlite::SqliteRow, index: usize) -> Result<usize, sqlx::Error> {
    let kind = row.try_get_raw(index)?.type_info().name().to_owned();
    match kind.as_str() {
        "TEXT" => row.try_get(index).map(str::len),
        "BLOB" => row.try_get(index).map(<[u8]>::len),
        _ => Ok(0),
    }
}

impl Cells<'_> {
    /// The next cell, as a value of the type.
    pub(crate) fn next<C: Column>(&mut self) -> anyhow::Result<C> {
        let index = self.next;
        self.next += 1;
        let value = self.row.cell(index, C::KIND);
        value
            .map_err(anyhow::Error::from)
            .and_then(C::read)
            .with_context(|| format!("column {} of a row cannot be read", index + 1))
    }
}

/// What a row can be read as.
pub(crate) trait Readable: Sized {
    fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self>;
}

/// Tuples of columns, for small questions.
macro_rules! tuples {
    ($(($($name:ident),+))+) => {$(
        impl<$($name: Column),+> Readable for ($($name,)+) {
            fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self> {
                Ok(($(cells.next::<$name>()?,)+))
            }
        }
    )+};
}

tuples! { (A) (A, B) (A, B, C) (A, B, C, D) }
