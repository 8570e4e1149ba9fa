//! Who sees to a declaration, and its flag, as lists show them.

use cas_model::ids::DeclarationId;

use crate::commit::write::Failure;
use crate::db::{BATCH, Query, Transaction};
use crate::rows::DeclarationWorkRecord;

/// Brings what people said to the rows of declarations. One without a row gets it with its row, unless
/// that is being written in another transaction, which holds the declaration: it is waited for.
pub(crate) async fn show_work(
    transaction: &mut Transaction,
    work: &[&DeclarationWorkRecord],
) -> Result<(), Failure> {
    let mut ids: Vec<DeclarationId> = work.iter().map(|row| row.declaration_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let shown = show_work_of(transaction, &ids).await?;
    if let Transaction::Postgres(_) = transaction
        && shown < ids.len() as u64
    {
        hold(transaction, &ids).await?;
        show_work_of(transaction, &ids).await?;
    }
    Ok(())
}

/// The same of declarations whose rows were just written; how many of them have a row.
pub(super) async fn show_work_of(
    transaction: &mut Transaction,
    ids: &[DeclarationId],
) -> Result<u64, Failure> {
    let mut shown = 0;
    for some in ids.chunks(BATCH) {
        let query = Query::new(
            "UPDATE declaration_summary SET assignee = work.assignee, flag = work.flag \
             FROM declaration_work AS work WHERE work.declaration_id = declaration_summary.id \
             AND work.tenant_id = declaration_summary.tenant_id AND work.declaration_id IN ",
        );
        shown += transaction.execute(query.list(some)).await?;
    }
    Ok(shown)
}

async fn hold(transaction: &mut Transaction, ids: &[DeclarationId]) -> Result<(), Failure> {
    for some in ids.chunks(BATCH) {
        let query = Query::new("SELECT id FROM declaration WHERE id IN ").list(some);
        let query = query.sql(" ORDER BY id FOR UPDATE");
        transaction.rows(query).await?;
    }
    Ok(())
}
