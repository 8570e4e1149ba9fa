//! How do declarations of before get the rows that lists read?

use anyhow::anyhow;
use cas_model::ids::DeclarationId;

use super::progress::{Progress, Step};
use crate::commit::{Failure, write_missing};
use crate::db::{Db, Query, Record as _, Row, Transaction};
use crate::rows::{DeclarationRecord, HistoryEntry};

/// What the fill is called.
pub(super) const NAME: &str = "declaration_summaries";
/// The most declarations of one transaction: their documents are read.
const ROWS: u32 = 100;

/// Writes the rows of the next declarations, and notes how far it came.
pub(super) async fn write_batch(db: &Db) -> anyhow::Result<Step> {
    let mut transaction = db.begin().await?;
    let taken = Progress::take(db, &mut transaction, NAME, DeclarationRecord::TABLE).await?;
    let Some(mut progress) = taken else {
        transaction.rollback().await?;
        return Ok(Step::Elsewhere);
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
    let declarations = locked(db, &mut transaction, &ids).await?;
    let history = history_of(&mut transaction, &declarations).await?;
    let written = write_missing(&mut transaction, &declarations, &history).await;
    written.map_err(|failure| match failure {
        Failure::Conflict(what) => anyhow!("{what}"),
        Failure::Database(error) => error.into(),
    })?;
    progress.keep(&mut transaction, NAME).await?;
    transaction.commit().await?;
    Ok(match progress.is_finished() {
        true => Step::Finished,
        false => Step::Done,
    })
}

pub(super) async fn next_ids(
    transaction: &mut Transaction,
    after: &String,
) -> anyhow::Result<Vec<String>> {
    let query = Query::new("SELECT id FROM declaration WHERE id > ")
        .bind(after)
        .sql(&format!(" ORDER BY id LIMIT {ROWS}"));
    let ids = transaction.rows(query).await?;
    let ids = ids.iter().map(|row| Ok(row.read::<(String,)>()?.0));
    ids.collect()
}

/// Declarations that nobody changes until the transaction ends: who changes one later finds its row.
/// One that cannot be read gets none.
pub(super) async fn locked(
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

async fn history_of(
    transaction: &mut Transaction,
    declarations: &[DeclarationRecord],
) -> anyhow::Result<Vec<HistoryEntry>> {
    let ids: Vec<DeclarationId> = declarations.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::select::<HistoryEntry>()
        .sql(" WHERE declaration_id IN ")
        .list(&ids);
    let rows = transaction.rows(query).await?;
    rows.iter().map(Row::read).collect()
}
