//! How far is a fill?

use crate::db::{Cells, Db, Query, Readable, Row, Transaction};

/// How far a fill is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillProgress {
    /// What it is called.
    pub name: &'static str,
    /// Rows that are done; of an index all or none.
    pub done: u64,
    /// Rows that there were when it began; zero before that.
    pub total: u64,
    /// Whether nothing is left of it.
    pub is_finished: bool,
}

/// What one batch came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A batch is done, and more is left.
    Done,
    /// Nothing of the fill is left.
    Finished,
    /// Another node is at it.
    Elsewhere,
}

/// The columns of a fill's row, of the one with the name that follows.
pub(super) const PROGRESS: &str =
    "SELECT done_until, done, total, finished FROM background_fill WHERE name = ";

/// The row of a fill.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    pub(super) done_until: Option<String>,
    pub(super) done: i64,
    pub(super) total: i64,
    pub(super) finished: i64,
}

impl Readable for Progress {
    fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self> {
        Ok(Self {
            done_until: cells.next()?,
            done: cells.next()?,
            total: cells.next()?,
            finished: cells.next()?,
        })
    }
}

impl Progress {
    pub(super) fn is_finished(&self) -> bool {
        self.finished != 0
    }

    /// How far the fill of a name is, for people.
    pub(super) fn told(&self, name: &'static str) -> anyhow::Result<FillProgress> {
        Ok(FillProgress {
            name,
            done: u64::try_from(self.done)?,
            total: u64::try_from(self.total)?,
            is_finished: self.is_finished(),
        })
    }

    /// The row of a fill, for this transaction alone, begun where it is not yet, over the rows of a
    /// table; `None` where another node has it.
    pub(super) async fn take(
        db: &Db,
        transaction: &mut Transaction,
        name: &str,
        table: &str,
    ) -> anyhow::Result<Option<Self>> {
        let known = Query::new(PROGRESS).bind(&name.to_owned());
        if transaction.rows(known.clone()).await?.is_empty() {
            let count = Query::new(&format!("SELECT COUNT(*) FROM {table}"));
            let (total,) = first(&transaction.rows(count).await?)?.unwrap_or((0,));
            let begin = Self {
                total,
                ..Self::default()
            };
            transaction.execute(begin.begun(name)).await?;
        }
        let mine = known.sql(match db {
            Db::Sqlite { .. } => "",
            Db::Postgres(_) => " FOR UPDATE SKIP LOCKED",
        });
        first(&transaction.rows(mine).await?)
    }

    /// Keeps how far a fill is.
    pub(super) async fn keep(
        &self,
        transaction: &mut Transaction,
        name: &str,
    ) -> Result<(), sqlx::Error> {
        transaction.execute(self.upsert(name)).await.map(|_| ())
    }

    pub(super) fn upsert(&self, name: &str) -> Query {
        self.inserted(name).sql(
            "(name) DO UPDATE SET done_until = excluded.done_until, done = excluded.done, \
             total = excluded.total, finished = excluded.finished",
        )
    }

    /// Keeps the beginning, where no other node has done that.
    pub(super) fn begun(&self, name: &str) -> Query {
        self.inserted(name).sql("(name) DO NOTHING")
    }

    fn inserted(&self, name: &str) -> Query {
        Query::new("INSERT INTO background_fill (done_until, done, total, finished, name) VALUES (")
            .bind(&self.done_until)
            .sql(", ")
            .bind(&self.done)
            .sql(", ")
            .bind(&self.total)
            .sql(", ")
            .bind(&self.finished)
            .sql(", ")
            .bind(&name.to_owned())
            .sql(") ON CONFLICT ")
    }
}

/// The first row, where there is one.
pub(super) fn first<R: Readable>(rows: &[Row]) -> anyhow::Result<Option<R>> {
    rows.first().map(Row::read).transpose()
}
