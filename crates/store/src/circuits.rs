//! Which connections are down, and who may try them?

use std::collections::HashMap;

use jiff::Timestamp;

use crate::db::Query;
use crate::rows::{CircuitRecord, TaskQueue};
use crate::store::Store;

impl Store {
    /// The circuits of queues that are down, by their queues.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn circuits(
        &self,
        queues: &[TaskQueue],
    ) -> anyhow::Result<HashMap<TaskQueue, CircuitRecord>> {
        let with_queues = |queues: &[TaskQueue]| {
            Query::select::<CircuitRecord>()
                .sql(" WHERE queue IN ")
                .list(queues)
        };
        let found: Vec<CircuitRecord> = self.db().read_by(queues, with_queues).await?;
        let by_queue = found.into_iter().map(|row| (row.queue.clone(), row));
        Ok(by_queue.collect())
    }

    /// How many tasks of a queue wait, as far as they are counted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting_in(&self, queue: &TaskQueue, most: u32) -> anyhow::Result<i64> {
        let query = Query::new("SELECT COUNT(*) FROM (SELECT 1 FROM task WHERE kind = ")
            .bind(&queue.kind)
            .sql(" AND queue = ")
            .bind(queue)
            .sql(" AND due_at IS NOT NULL LIMIT ")
            .bind(&most)
            .sql(") AS waiting");
        let count = self.db().read_one::<(i64,)>(query).await?;
        Ok(count.map_or(0, |(count,)| count))
    }

    /// Takes the right to try a queue that is down, which one node has at a time; false where
    /// another has it, or it is too early. What comes of the probe says when the next may go; where
    /// nothing does, `until` says it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_probe(
        &self,
        queue: &TaskQueue,
        now: Timestamp,
        until: Timestamp,
    ) -> anyhow::Result<bool> {
        let query = next_probe(queue, until)
            .sql(" AND next_probe_at <= ")
            .bind(&now);
        Ok(self.write(query).await? == 1)
    }

    /// Puts off a probe whose right was taken and not used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_off_probe(&self, queue: &TaskQueue, until: Timestamp) -> anyhow::Result<()> {
        self.write(next_probe(queue, until)).await?;
        Ok(())
    }
}

/// Says when the next probe of a queue may go.
fn next_probe(queue: &TaskQueue, at: Timestamp) -> Query {
    Query::new("UPDATE circuit SET next_probe_at = ")
        .bind(&at)
        .sql(" WHERE tenant_id = ")
        .bind(&queue.tenant_id)
        .sql(" AND queue = ")
        .bind(queue)
}
