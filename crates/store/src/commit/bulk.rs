//! Runs over many declarations.

use super::write::{Failure, all, expect_all, insert};
use crate::changes::Changes;
use crate::db::{Query, Transaction};
use crate::rows::{BulkRowRecord, BulkRowState, BulkRunRecord};

/// Writes what a group says of them.
pub(super) async fn apply(
    transaction: &mut Transaction,
    group: &[&Changes],
) -> Result<(), Failure> {
    insert(transaction, &all(group, |changes| &changes.bulk.runs)).await?;
    insert(transaction, &all(group, |changes| &changes.bulk.rows)).await?;
    for row in all(group, |changes| &changes.bulk.results) {
        result(transaction, row).await?;
    }
    for run in all(group, |changes| &changes.bulk.finished) {
        finish(transaction, run).await?;
    }
    Ok(())
}

/// What came of a declaration, which is said once.
async fn result(transaction: &mut Transaction, row: &BulkRowRecord) -> Result<(), Failure> {
    let query = Query::new("UPDATE bulk_row SET state = ")
        .bind(&row.state)
        .sql(", action_id = ")
        .bind(&row.action_id)
        .sql(", code = ")
        .bind(&row.code)
        .sql(", detail = ")
        .bind(&row.detail)
        .sql(" WHERE state = ")
        .bind(&BulkRowState::Pending)
        .sql(" AND tenant_id = ")
        .bind(&row.tenant_id)
        .sql(" AND run_id = ")
        .bind(&row.run_id)
        .sql(" AND number = ")
        .bind(&row.number);
    expect_all(transaction.execute(query).await?, 1, "a row of a run")
}

async fn finish(transaction: &mut Transaction, run: &BulkRunRecord) -> Result<(), Failure> {
    let query = Query::new("UPDATE bulk_run SET finished_at = ")
        .bind(&run.finished_at)
        .sql(" WHERE finished_at IS NULL AND tenant_id = ")
        .bind(&run.tenant_id)
        .sql(" AND id = ")
        .bind(&run.id);
    expect_all(transaction.execute(query).await?, 1, "a run")
}
