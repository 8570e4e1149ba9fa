//! What persons decided about alerts, messages and tasks that were given up.

use cas_model::record::IngestionState;

use super::write::Set::Given;
use super::write::{Failure, Update, all, expect_all, insert_or, update};
use crate::changes::Changes;
use crate::db::{Query, Transaction};

const RESOLUTION: Update = Update {
    set: &[
        ("resolved_at", Given),
        ("resolved_by", Given),
        ("resolution", Given),
    ],
    guard: " AND stored.resolved_at IS NULL",
};

const ASSIGNMENT: &str = "(message_id) DO UPDATE SET declaration_id = excluded.declaration_id, \
    assigned_by = excluded.assigned_by, reason = excluded.reason, \
    assigned_at = excluded.assigned_at \
    WHERE message_assignment.tenant_id = excluded.tenant_id";

/// Writes what a group says of them.
pub(super) async fn apply(
    transaction: &mut Transaction,
    group: &[&Changes],
) -> Result<(), Failure> {
    for resolution in all(group, |changes| &changes.alert_resolutions) {
        update(transaction, &[resolution], &RESOLUTION).await?;
    }
    for assignment in all(group, |changes| &changes.assignments) {
        insert_or(transaction, &[assignment], ASSIGNMENT).await?;
    }
    for revived in all(group, |changes| &changes.revived) {
        let query = Query::new("UPDATE task SET attempt = 0, due_at = ")
            .bind(&revived.due_at)
            .sql(" WHERE due_at IS NULL AND tenant_id = ")
            .bind(&revived.tenant_id)
            .sql(" AND id = ")
            .bind(&revived.id);
        expect_all(transaction.execute(query).await?, 1, GIVEN_UP)?;
    }
    for reopened in all(group, |changes| &changes.reopened_ingestions) {
        let query = Query::new("UPDATE ingestion SET state = ")
            .bind(&IngestionState::Received)
            .sql(", errors = '[]', finished_at = NULL WHERE state = ")
            .bind(&IngestionState::Failed)
            .sql(" AND tenant_id = ")
            .bind(&reopened.tenant_id)
            .sql(" AND id = ")
            .bind(&reopened.id);
        expect_all(transaction.execute(query).await?, 1, FAILED)?;
    }
    for dropped in all(group, |changes| &changes.dropped) {
        let query = Query::new("DELETE FROM task WHERE due_at IS NULL AND tenant_id = ")
            .bind(&dropped.tenant_id)
            .sql(" AND id = ")
            .bind(&dropped.id);
        expect_all(transaction.execute(query).await?, 1, GIVEN_UP)?;
    }
    Ok(())
}

const GIVEN_UP: &str = "a task that was given up";
const FAILED: &str = "a message that failed";
