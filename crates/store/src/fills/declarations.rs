//! How does a fill walk over all declarations, some in each transaction?

use anyhow::anyhow;

use super::progress::{Progress, Step};
use crate::commit::Failure;
use crate::db::{Db, Query, Record as _, Transaction};
use crate::rows::DeclarationRecord;

/// The most declarations of one transaction: their documents are read.
const ROWS: u32 = 100;

/// The next declarations of a fill, which nobody changes until its transaction ends.
pub(super) struct DeclarationBatch {
    pub(super) transaction: Transaction,
    pub(super) declarations: Vec<DeclarationRecord>,
    name: &'static str,
    progress: Progress,
}

impl DeclarationBatch {
    /// Takes the next ones; none where another node is at it.
    pub(super) async fn take(db: &Db, name: &'static str) -> anyhow::Result<Option<Self>> {
        let mut transaction = db.begin().await?;
        let taken = Progress::take(db, &mut transaction, name, DeclarationRecord::TABLE).await?;
        let Some(mut progress) = taken else {
            transaction.rollback().await?;
            return Ok(None);
        };
        let after = progress.done_until.clone().unwrap_or_default();
        let ids = next_ids(&mut transaction, &after).await?;
        match ids.last() {
            Some(last) => {
                progress.done += i64::try_from(ids.len())?;
                progress.done_until = Some(last.clone());
            }
            None => progress.finished = 1,
        }
        Ok(Some(Self {
            declarations: locked(db, &mut transaction, &ids).await?,
            transaction,
            name,
            progress,
        }))
    }

    /// Commits what was written for them, and how far the fill came.
    pub(super) async fn end(mut self, written: Result<(), Failure>) -> anyhow::Result<Step> {
        written.map_err(|failure| match failure {
            Failure::Conflict(what) => anyhow!("{what}"),
            Failure::Database(error) => error.into(),
        })?;
        self.progress.keep(&mut self.transaction, self.name).await?;
        self.transaction.commit().await?;
        Ok(match self.progress.is_finished() {
            true => Step::Finished,
            false => Step::Done,
        })
    }
}

async fn next_ids(transaction: &mut Transaction, after: &String) -> anyhow::Result<Vec<String>> {
    let query = Query::new("SELECT id FROM declaration WHERE id > ")
        .bind(after)
        .sql(&format!(" ORDER BY id LIMIT {ROWS}"));
    let ids = transaction.rows(query).await?;
    let ids = ids.iter().map(|row| Ok(row.read::<(String,)>()?.0));
    ids.collect()
}

/// Declarations that nobody changes until the transaction ends: who changes one later finds its row.
/// One that cannot be read gets none.
async fn locked(
    db: &Db,
    transaction: &mut Transaction,
    ids: &[String],
) -> anyhow::Result<Vec<DeclarationRecord>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::select::<DeclarationRecord>()
        .sql(" WHERE id IN ")
        .list(ids)
        .sql(match db {
            Db::Sqlite { .. } => " ORDER BY id",
            Db::Postgres(_) => " ORDER BY id FOR UPDATE",
        });
    let rows = transaction.rows(query).await?;
    let read = rows.iter().filter_map(|row| {
        let read = row.read();
        read.inspect_err(|error| tracing::warn!("a declaration is damaged: {error:#}"))
            .ok()
    });
    Ok(read.collect())
}
