//! Committing what steps decided, and putting off what went wrong.

use cas_store::{Changes, CommitError, Deferred, Task};
use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};

use super::desk::Desk;
use crate::{Boundary, Engine, Interrupted};

/// One independent piece of work: the tasks it ends and what it changes.
pub(super) struct Unit {
    /// The tasks.
    pub tasks: Vec<Task>,
    /// What they change, or why they could not.
    pub result: anyhow::Result<Changes>,
}

/// Commits the units, each whole or not at all. A unit that lost a race is read and decided again
/// at once; one that failed is tried again later, and given up and shown after many attempts.
pub(super) async fn commit(engine: &Engine, units: Vec<Unit>) -> Result<(), Interrupted> {
    engine.pass(Boundary::BeforeCommit)?;
    join_all(units.into_iter().map(|unit| commit_one(engine, unit))).await;
    engine.pass(Boundary::AfterCommit)
}

async fn commit_one(engine: &Engine, unit: Unit) {
    let now = engine.now();
    let outcome = match unit.result {
        Ok(mut changes) => {
            let deferred: Vec<_> = changes.deferred.iter().map(|d| d.lease.id).collect();
            let ended = unit.tasks.iter().map(|task| task.lease.clone());
            changes
                .finished
                .extend(ended.filter(|lease| !deferred.contains(&lease.id)));
            engine.store().commit(changes).await
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "a step failed");
            put_off(engine, &unit.tasks, &format!("{error:#}"), now).await
        }
    };
    match outcome {
        Ok(()) => {}
        Err(CommitError::Conflict(what)) => {
            tracing::debug!(what, "a step lost a race and is decided again");
            let again = release(&unit.tasks, &what, now);
            if let Err(error) = engine.store().commit(again).await {
                tracing::warn!(%error, "a task waits for its lease to end");
            }
        }
        // The lease ends by itself, and the task is claimed again.
        Err(error @ CommitError::Database(_)) => tracing::error!(%error, "a commit failed"),
    }
}

/// Makes tasks due at once.
fn release(tasks: &[Task], reason: &str, now: Timestamp) -> Changes {
    let deferred = tasks.iter().map(|task| Deferred {
        attempt: task.lease.attempt,
        lease: task.lease.clone(),
        due_at: Some(now),
        error: reason.to_owned(),
    });
    Changes {
        deferred: deferred.collect(),
        ..Changes::default()
    }
}

/// Tries tasks again later; after many attempts they are kept as dead, with an alert.
async fn put_off(
    engine: &Engine,
    tasks: &[Task],
    reason: &str,
    now: Timestamp,
) -> Result<(), CommitError> {
    let mut desk = Desk::new(engine, now);
    for task in tasks {
        let due_at = (task.lease.attempt < engine.settings().attempts_of(task.kind))
            .then(|| now + backoff(task.lease.attempt));
        if due_at.is_none() {
            let text = format!(
                "task {} {} was given up: {reason}",
                task.kind.as_str(),
                task.subject
            );
            desk.alert(task.tenant_id, "dead-task", text, None, None);
        }
        desk.changes.deferred.push(Deferred {
            attempt: task.lease.attempt,
            lease: task.lease.clone(),
            due_at,
            error: reason.to_owned(),
        });
    }
    engine.store().commit(desk.changes).await
}

/// 1, 2, 4 … seconds, at most ten minutes.
fn backoff(attempt: u32) -> SignedDuration {
    SignedDuration::from_secs((1i64 << attempt.saturating_sub(1).min(10)).min(600))
}
