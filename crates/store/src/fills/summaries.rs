//! How do declarations of before get the rows that lists read?

use cas_model::ids::DeclarationId;

use super::declarations::DeclarationBatch;
use super::progress::Step;
use crate::commit::write_missing;
use crate::db::{Db, Query, Row, Transaction};
use crate::rows::{DeclarationRecord, HistoryEntry};

/// What the fill is called.
pub(super) const NAME: &str = "declaration_summaries";
/// Writes the rows of the next declarations, and notes how far it came.
pub(super) async fn write_batch(db: &Db) -> anyhow::Result<Step> {
    let Some(mut batch) = DeclarationBatch::take(db, NAME).await? else {
        return Ok(Step::Elsewhere);
    };
    let history = history_of(&mut batch.transaction, &batch.declarations).await?;
    let written = write_missing(&mut batch.transaction, &batch.declarations, &history).await;
    batch.end(written).await
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
