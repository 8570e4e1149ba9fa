//! Who works on what?
//!
//! A task is claimed for a time: the lease. Whoever holds the lease may finish the task in the
//! commit of its work; a lease that ran out may be claimed by another, and the first one's commit
//! then conflicts. Tasks of one lane come one after the other. A task without a due time is dead:
//! it is kept and shown, and its lane goes on without it.
//!
//! Tasks stand in queues ([`TaskQueue`]). A worker asks in which queues something is due, and takes
//! from each as many as it has room for. Both are looked up in one index, from queue to queue:
//! neither depends on how many tasks wait.

use cas_model::ids::{TaskId, TenantId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::config::RowLocks;
use crate::db::{BATCH, Column as _, Db, Query, Row, undisturbed};
use crate::rows::{Claim, DueQueue, Task, TaskKind, TaskLease, TaskQueue, Turn};
use crate::store::Store;

const CLAIMED: &str = " RETURNING id, owner, attempt, queue, subject, created_at, due_at";

/// The most queues of one statement: SQLite takes 500 parts of a `UNION`.
const TURNS: usize = 128;

/// The next queue of a kind, until there is none.
const NEXT_QUEUE: &str = " UNION ALL SELECT found.kind, (SELECT task.queue FROM task \
    WHERE task.kind = found.kind AND task.queue > found.queue AND task.due_at IS NOT NULL \
    ORDER BY task.queue LIMIT 1) FROM found WHERE found.queue IS NOT NULL) ";

/// No task of the lane is earlier, and none is being worked on.
const FIRST_OF_LANE: &str = " AND (task.lane IS NULL OR NOT EXISTS (SELECT 1 FROM task AS other \
    WHERE other.tenant_id = task.tenant_id AND other.lane = task.lane AND other.id <> task.id \
    AND other.due_at IS NOT NULL AND (other.id < task.id OR other.lease_until > ";

impl Store {
    /// The queues of these kinds in which a task is due that nobody works on, in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn due_queues(
        &self,
        kinds: &[TaskKind],
        now: Timestamp,
    ) -> anyhow::Result<Vec<DueQueue>> {
        // Nobody works in a rehearsal.
        if kinds.is_empty() || self.is_rehearsing() {
            return Ok(Vec::new());
        }
        let found: Vec<(TaskQueue, Option<TaskQueue>)> =
            self.db().read(due_queues(kinds, now)).await?;
        let down: Vec<TaskQueue> = found.iter().filter_map(|(_, down)| down.clone()).collect();
        let mut circuits = self.circuits(&down).await?;
        let due = found.into_iter().map(|(queue, _)| DueQueue {
            circuit: circuits.remove(&queue),
            queue,
        });
        Ok(due.collect())
    }

    /// Claims tasks that are due, of each queue those that are due the longest.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim(&self, claim: &Claim<'_>) -> anyhow::Result<Vec<Task>> {
        // Nobody works in a rehearsal.
        if self.is_rehearsing() {
            return Ok(Vec::new());
        }
        let mut claimed = Vec::new();
        for turns in claim.turns.chunks(TURNS) {
            let rows = undisturbed(|| self.try_claim(claim, turns)).await?;
            for row in &rows {
                claimed.push(read_claimed(row)?);
            }
        }
        claimed.sort_by_key(|(due_at, task)| (*due_at, task.lease.id));
        Ok(claimed.into_iter().map(|(_, task)| task).collect())
    }

    /// One statement, a transaction by itself.
    async fn try_claim(&self, claim: &Claim<'_>, turns: &[Turn]) -> Result<Vec<Row>, sqlx::Error> {
        self.db()
            .changed_rows(claiming(claim, turns, self.lock_clause()))
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

/// From queue to queue, so that a queue costs the same however many tasks stand in it.
fn due_queues(kinds: &[TaskKind], now: Timestamp) -> Query {
    let query = Query::new("WITH RECURSIVE found (kind, queue) AS (SELECT column1, column2 FROM (")
        .tuples(2, kinds, |kind, into| {
            into.extend([kind.write(), String::new().write()]);
        })
        .sql(") AS begun")
        .sql(NEXT_QUEUE)
        .sql("SELECT found.queue, circuit.queue FROM found LEFT JOIN circuit ")
        .sql("ON circuit.queue = found.queue WHERE EXISTS (SELECT 1 FROM task WHERE ")
        .sql("task.kind = found.kind AND task.queue = found.queue AND ");
    free(query, now).sql(") ORDER BY found.kind, found.queue")
}

/// The task is due, and nobody works on it.
fn free(query: Query, now: Timestamp) -> Query {
    query
        .sql("task.due_at <= ")
        .bind(&now)
        .sql(" AND (task.lease_until IS NULL OR task.lease_until <= ")
        .bind(&now)
        .sql(")")
}

/// The lease is looked at twice: the second time after waiting for whoever claims the same row.
fn claiming(claim: &Claim<'_>, turns: &[Turn], lock: &str) -> Query {
    let mut query = Query::new("WITH chosen AS MATERIALIZED (");
    for (index, turn) in turns.iter().enumerate() {
        query = of_queue(
            query.sql(if index == 0 { "" } else { " UNION ALL " }),
            turn,
            claim.now,
            lock,
        );
    }
    query = query
        .sql(") UPDATE task SET attempt = attempt + 1, owner = ")
        .bind(&claim.owner.to_owned())
        .sql(", lease_until = ")
        .bind(&claim.lease_until)
        .sql(" WHERE id IN (SELECT id FROM chosen) AND ");
    free(query, claim.now).sql(CLAIMED)
}

/// The tasks of a queue that are due the longest.
fn of_queue(query: Query, turn: &Turn, now: Timestamp, lock: &str) -> Query {
    let query = query
        .sql("SELECT id FROM (SELECT task.id FROM task WHERE task.kind = ")
        .bind(&turn.queue.kind)
        .sql(" AND task.queue = ")
        .bind(&turn.queue)
        .sql(" AND ");
    free(query, now)
        .sql(FIRST_OF_LANE)
        .bind(&now)
        .sql("))) ORDER BY task.due_at, task.id LIMIT ")
        .bind(&turn.most)
        .sql(lock)
        .sql(") AS of_queue")
}

fn read_claimed(row: &Row) -> anyhow::Result<(Timestamp, Task)> {
    let cells = &mut row.cells();
    let lease = TaskLease {
        id: cells.next::<TaskId>()?,
        owner: cells.next()?,
        attempt: cells.next()?,
    };
    let TaskQueue {
        kind,
        tenant_id,
        endpoint,
    } = cells.next()?;
    let task = Task {
        lease,
        tenant_id,
        kind,
        subject: cells.next::<Uuid>()?,
        endpoint,
        created_at: cells.next()?,
    };
    Ok((cells.next()?, task))
}
