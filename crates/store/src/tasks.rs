//! Who works on what?
//!
//! A task is claimed for a time: the lease. Whoever holds the lease may finish the task in the
//! commit of its work; a lease that ran out may be claimed by another, and the first one's commit
//! then conflicts. Tasks of one lane come one after the other. A task without a due time is dead:
//! it is kept and shown, and its lane goes on without it.

use cas_model::ids::{TaskId, TenantId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::config::RowLocks;
use crate::db::{BATCH, Db, Query, Row, undisturbed};
use crate::rows::{Claim, Task, TaskKind, TaskLease};
use crate::store::Store;

const CLAIMED: &str = " RETURNING id, owner, attempt, tenant_id, kind, subject, created_at, due_at";

/// No task of the lane is earlier, and none is being worked on.
const FIRST_OF_LANE: &str = " AND (task.lane IS NULL OR NOT EXISTS (SELECT 1 FROM task AS other \
    WHERE other.tenant_id = task.tenant_id AND other.lane = task.lane AND other.id <> task.id \
    AND other.due_at IS NOT NULL AND (other.id < task.id OR other.lease_until > ";

impl Store {
    /// Claims tasks that are due, the longest due first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim(&self, claim: &Claim<'_>) -> anyhow::Result<Vec<Task>> {
        // Nobody works in a rehearsal.
        if claim.kinds.is_empty() || claim.limit == 0 || self.is_rehearsing() {
            return Ok(Vec::new());
        }
        let rows = undisturbed(|| self.try_claim(claim)).await?;
        let claimed: anyhow::Result<Vec<_>> = rows.iter().map(read_claimed).collect();
        let mut claimed = claimed?;
        claimed.sort_by_key(|(due_at, task)| (*due_at, task.lease.id));
        Ok(claimed.into_iter().map(|(_, task)| task).collect())
    }

    /// One statement, a transaction by itself.
    async fn try_claim(&self, claim: &Claim<'_>) -> Result<Vec<Row>, sqlx::Error> {
        self.db()
            .changed_rows(claiming(claim, self.lock_clause()))
            .await
    }

    fn lock_clause(&self) -> &'static str {
        match (self.db(), self.locks()) {
            (Db::Postgres(_), RowLocks::SkipLocked) => " FOR UPDATE SKIP LOCKED",
            (Db::Postgres(_), RowLocks::Recheck) | (Db::Sqlite { .. }, _) => "",
        }
    }

    /// Extends an owner's leases of these tasks; how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn extend_leases(
        &self,
        owner: &str,
        tasks: &[TaskId],
        until: Timestamp,
    ) -> anyhow::Result<u64> {
        let mut extended = 0;
        for chunk in tasks.chunks(BATCH) {
            let query = Query::new("UPDATE task SET lease_until = ")
                .bind(&until)
                .sql(" WHERE owner = ")
                .bind(&owner.to_owned())
                .and_in("id", chunk);
            extended += self.write(query).await?;
        }
        Ok(extended)
    }

    /// Ends all leases; how many there were. For the start of the only process on an embedded
    /// store: whoever held them is gone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_all_leases(&self) -> anyhow::Result<u64> {
        let query = Query::new("UPDATE task SET lease_until = NULL WHERE lease_until IS NOT NULL");
        self.write(query).await
    }

    /// Whether tasks of a lane wait, or are being worked on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_lane_busy(&self, tenant: TenantId, lane: &str) -> anyhow::Result<bool> {
        let query =
            Query::new("SELECT COUNT(*) FROM task WHERE due_at IS NOT NULL AND tenant_id = ")
                .bind(&tenant)
                .sql(" AND lane = ")
                .bind(&lane.to_owned());
        let waiting = self.db().read_one::<(i64,)>(query).await?;
        Ok(waiting.is_some_and(|(count,)| count > 0))
    }
}

/// The lease is looked at twice: the second time after waiting for whoever claims the same row.
fn claiming(claim: &Claim<'_>, lock: &str) -> Query {
    let free = |query: Query| {
        query
            .sql("task.due_at <= ")
            .bind(&claim.now)
            .sql(" AND (task.lease_until IS NULL OR task.lease_until <= ")
            .bind(&claim.now)
            .sql(")")
    };
    let query = Query::new("UPDATE task SET attempt = attempt + 1, owner = ")
        .bind(&claim.owner.to_owned())
        .sql(", lease_until = ")
        .bind(&claim.lease_until)
        .sql(" WHERE id IN (SELECT task.id FROM task WHERE ");
    let query = free(query)
        .and_in("task.kind", claim.kinds)
        .sql(FIRST_OF_LANE)
        .bind(&claim.now)
        .sql("))) ORDER BY task.due_at, task.id LIMIT ")
        .bind(&claim.limit)
        .sql(lock)
        .sql(") AND ");
    free(query).sql(CLAIMED)
}

fn read_claimed(row: &Row) -> anyhow::Result<(Timestamp, Task)> {
    let cells = &mut row.cells();
    let lease = TaskLease {
        id: cells.next::<TaskId>()?,
        owner: cells.next()?,
        attempt: cells.next()?,
    };
    let task = Task {
        lease,
        tenant_id: cells.next()?,
        kind: cells.next::<TaskKind>()?,
        subject: cells.next::<Uuid>()?,
        created_at: cells.next()?,
    };
    Ok((cells.next()?, task))
}
