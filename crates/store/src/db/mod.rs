//! Which database is it, and how is it spoken to?
//!
//! The only place that knows two engines. Everything above writes one SQL text, into which
//! parameters are bound in order, with `RETURNING` and `ON CONFLICT`, and three kinds of column.

mod open;
mod query;
mod retry;
mod row;
mod text;
mod value;

use futures::{Stream, TryStreamExt as _};
use sqlx::{Arguments as _, Executor as _};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};

pub(crate) use open::{check_shape, damage, migrate, pending};
pub(crate) use query::{BATCH, Query, Record, batches, values_clause};
pub(crate) use retry::{Failed, is_transient, pause, undisturbed};
pub(crate) use row::{Cells, Readable, Row};
pub(crate) use text::CachedText;
pub(crate) use value::{Column, ColumnKind, Value, columns, spelled};

/// A database that is open. Clones share its connections.
#[derive(Clone, Debug)]
pub(crate) enum Db {
    /// One connection writes, several read.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction that writes. Dropped without commit, it never happened.
#[derive(Debug)]
pub(crate) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Db {
    /// Reads rows, outside any transaction.
    pub(crate) async fn rows(&self, query: Query) -> Result<Vec<Row>, sqlx::Error> {
        match self {
            Self::Sqlite { readers, .. } => fetch_sqlite(readers, query).await,
            Self::Postgres(pool) => fetch_postgres(pool, query).await,
        }
    }

    /// One statement that writes, as a transaction of its own; the rows it returns.
    pub(crate) async fn changed_rows(&self, query: Query) -> Result<Vec<Row>, sqlx::Error> {
        match self {
            Self::Sqlite { writer, .. } => fetch_sqlite(writer, query).await,
            Self::Postgres(pool) => fetch_postgres(pool, query).await,
        }
    }

    /// Reads values, outside any transaction.
    pub(crate) async fn read<R: Readable>(&self, query: Query) -> anyhow::Result<Vec<R>> {
        self.rows(query).await?.iter().map(Row::read).collect()
    }

    /// Reads the first value, outside any transaction.
    pub(crate) async fn read_one<R: Readable>(&self, query: Query) -> anyhow::Result<Option<R>> {
        self.rows(query).await?.first().map(Row::read).transpose()
    }

    /// Reads rows up to the one with which they would hold more than these bytes, and says whether
    /// that one was left out. The first row is read, however large.
    pub(crate) async fn read_within<R: Readable>(
        &self,
        query: Query,
        most: usize,
    ) -> anyhow::Result<(Vec<R>, bool)> {
        match self {
            Self::Sqlite { readers, .. } => {
                let (text, values) = query.for_sqlite();
                let statement = sqlx::query_with(text, sqlite_arguments(values)?);
                taken_within(statement.fetch(readers).map_ok(Row::Sqlite), most).await
            }
            Self::Postgres(pool) => {
                let (text, values) = query.for_postgres();
                let statement = sqlx::query_with(text, postgres_arguments(values)?);
                taken_within(statement.fetch(pool).map_ok(Row::Postgres), most).await
            }
        }
    }

    /// Reads by a list of keys of any length, in as many statements as it takes.
    pub(crate) async fn read_by<R: Readable, C: Column + Clone>(
        &self,
        keys: &[C],
        query: impl Fn(&[C]) -> Query,
    ) -> anyhow::Result<Vec<R>> {
        let mut found = Vec::with_capacity(keys.len());
        for chunk in keys.chunks(BATCH) {
            found.append(&mut self.read(query(chunk)).await?);
        }
        Ok(found)
    }

    /// Begins a transaction that writes.
    pub(crate) async fn begin(&self) -> Result<Transaction, sqlx::Error> {
        match self {
            Self::Sqlite { writer, .. } => writer
                .begin_with("BEGIN IMMEDIATE")
                .await
                .map(Transaction::Sqlite),
            Self::Postgres(pool) => pool.begin().await.map(Transaction::Postgres),
        }
    }

    /// One statement that writes; how many rows it changed.
    pub(crate) async fn execute(&self, query: Query) -> Result<u64, sqlx::Error> {
        undisturbed(|| self.try_execute(&query)).await
    }

    async fn try_execute(&self, query: &Query) -> Result<u64, sqlx::Error> {
        let mut transaction = self.begin().await?;
        let changed = transaction.execute(query.clone()).await?;
        transaction.commit().await?;
        Ok(changed)
    }

    /// Closes all connections, readers first.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Transaction {
    /// One statement; how many rows it changed.
    pub(crate) async fn execute(&mut self, query: Query) -> Result<u64, sqlx::Error> {
        match self {
            Self::Sqlite(transaction) => {
                let (text, values) = query.for_sqlite();
                let statement = sqlx::query_with(text, sqlite_arguments(values)?);
                transaction
                    .execute(statement)
                    .await
                    .map(|done| done.rows_affected())
            }
            Self::Postgres(transaction) => {
                let (text, values) = query.for_postgres();
                let statement = sqlx::query_with(text, postgres_arguments(values)?);
                transaction
                    .execute(statement)
                    .await
                    .map(|done| done.rows_affected())
            }
        }
    }

    /// One statement; the rows it returns.
    pub(crate) async fn rows(&mut self, query: Query) -> Result<Vec<Row>, sqlx::Error> {
        match self {
            Self::Sqlite(transaction) => fetch_sqlite(&mut **transaction, query).await,
            Self::Postgres(transaction) => fetch_postgres(&mut **transaction, query).await,
        }
    }

    /// Makes durable what was written.
    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
        }
    }

    /// Undoes what was written since it began.
    pub(crate) async fn rollback(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await,
            Self::Postgres(transaction) => transaction.rollback().await,
        }
    }
}

async fn taken_within<R: Readable>(
    mut rows: impl Stream<Item = Result<Row, sqlx::Error>> + Unpin,
    most: usize,
) -> anyhow::Result<(Vec<R>, bool)> {
    let (mut taken, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.try_next().await? {
        bytes += row.size()?;
        if bytes > most && !taken.is_empty() {
            return Ok((taken, true));
        }
        taken.push(row.read()?);
    }
    Ok((taken, false))
}

async fn fetch_sqlite<'c>(
    executor: impl sqlx::Executor<'c, Database = Sqlite>,
    query: Query,
) -> Result<Vec<Row>, sqlx::Error> {
    let (text, values) = query.for_sqlite();
    let statement = sqlx::query_with(text, sqlite_arguments(values)?);
    let rows = statement.fetch_all(executor).await?;
    Ok(rows.into_iter().map(Row::Sqlite).collect())
}

async fn fetch_postgres<'c>(
    executor: impl sqlx::Executor<'c, Database = Postgres>,
    query: Query,
) -> Result<Vec<Row>, sqlx::Error> {
    let (text, values) = query.for_postgres();
    let statement = sqlx::query_with(text, postgres_arguments(values)?);
    let rows = statement.fetch_all(executor).await?;
    Ok(rows.into_iter().map(Row::Postgres).collect())
}

fn sqlite_arguments(values: Vec<Value>) -> Result<sqlx::sqlite::SqliteArguments, sqlx::Error> {
    let mut arguments = sqlx::sqlite::SqliteArguments::default();
    for value in values {
        match value {
            Value::Text(text) => arguments.add(text),
            Value::Integer(integer) => arguments.add(integer),
            Value::Bytes(bytes) => arguments.add(bytes),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

fn postgres_arguments(values: Vec<Value>) -> Result<sqlx::postgres::PgArguments, sqlx::Error> {
    let mut arguments = sqlx::postgres::PgArguments::default();
    for value in values {
        match value {
            Value::Text(text) => arguments.add(text),
            Value::Integer(integer) => arguments.add(integer),
            Value::Bytes(bytes) => arguments.add(bytes),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}
