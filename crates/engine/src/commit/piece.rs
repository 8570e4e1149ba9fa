//! Committing what steps decided, and putting off what went wrong.

use cas_store::{Changes, CommitError, Deferred, Task, TaskKind};
use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};

use super::changes::changes_of;
use crate::{Boundary, Engine, Interrupted, progress};

/// The kind of the alert about a task that was given up; its subject is the task's id.
pub(crate) const DEAD_TASK: &str = "dead-task";

/// One independent piece of work: the tasks it ends and what it changes.
pub(crate) struct Piece {
    /// The tasks that are done, deferred or tried again as one.
    pub tasks: Vec<Task>,
    /// What they change, or why they could not.
    pub result: anyhow::Result<Changes>,
}

/// Commits the pieces, each whole or not at all. A piece that lost a race is read and decided again
/// at once; one that failed is tried again later, and given up and shown after many attempts.
pub(crate) async fn commit(engine: &Engine, pieces: Vec<Piece>) -> Result<(), Interrupted> {
    progress::rests();
    engine.pass(Boundary::BeforeCommit)?;
    join_all(pieces.into_iter().map(|piece| commit_one(engine, piece))).await;
    engine.pass(Boundary::AfterCommit)
}

/// Decides tasks one after the other, each by itself, and commits what they come to.
pub(crate) async fn commit_each(
    engine: &Engine,
    tasks: Vec<Task>,
    decide: impl AsyncFn(&Engine, &Task) -> anyhow::Result<Changes>,
) -> Result<(), Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let mut pieces = Vec::with_capacity(tasks.len());
    for task in tasks {
        progress::begins(task.subject);
        let result = decide(engine, &task).await;
        pieces.push(Piece {
            tasks: vec![task],
            result,
        });
    }
    commit(engine, pieces).await
}

async fn commit_one(engine: &Engine, piece: Piece) {
    let now = engine.now();
    let outcome = match piece.result {
        Ok(mut changes) => {
            let deferred: Vec<_> = changes.deferred.iter().map(|d| d.lease.id).collect();
            let ended = piece.tasks.iter().map(|task| task.lease.clone());
            changes
                .finished
                .extend(ended.filter(|lease| !deferred.contains(&lease.id)));
            engine.store().commit(changes).await
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "a step failed");
            put_off(engine, &piece.tasks, &format!("{error:#}"), now).await
        }
    };
    match outcome {
        Ok(()) => {}
        Err(CommitError::Conflict(what)) => {
            tracing::debug!(what, "a step lost a race and is decided again");
            let again = release(&piece.tasks, &what, now);
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
    let most = |kind| engine.settings().attempts_of(kind);
    put_off_at_most(engine, tasks, reason, now, most).await
}

async fn put_off_at_most(
    engine: &Engine,
    tasks: &[Task],
    reason: &str,
    now: Timestamp,
    most: impl Fn(TaskKind) -> u32,
) -> Result<(), CommitError> {
    let mut unit = engine.unwatched_unit_of_work();
    let mut deferred = Vec::with_capacity(tasks.len());
    for task in tasks {
        let due_at =
            (task.lease.attempt < most(task.kind)).then(|| now + backoff(task.lease.attempt));
        if due_at.is_none() {
            let text = format!(
                "task {} {} was given up: {reason}",
                task.kind.as_str(),
                task.subject
            );
            unit.alert_about(task.tenant_id, DEAD_TASK, task.lease.id.to_string(), text);
        }
        deferred.push(Deferred {
            attempt: task.lease.attempt,
            lease: task.lease.clone(),
            due_at,
            error: reason.to_owned(),
        });
    }
    let effects = changes_of(unit.effects).map_err(CommitError::Database)?;
    let changes = Changes {
        deferred,
        ..effects
    };
    engine.store().commit(changes).await
}

/// Tries a task again later whose step took longer than it may; after some attempts it is kept as
/// dead, with an alert.
pub(crate) async fn put_off_stuck(engine: &Engine, task: &Task) -> Result<(), CommitError> {
    let settings = engine.settings();
    let reason = format!(
        "its step took longer than {} s",
        settings.step_limit.as_secs_f64()
    );
    tracing::error!(tenant = %task.tenant_id, kind = task.kind.as_str(), subject = %task.subject,
        attempt = task.lease.attempt, reason, "others go on without a step");
    let most = settings.attempts_stuck;
    let tasks = std::slice::from_ref(task);
    put_off_at_most(engine, tasks, &reason, engine.now(), |_| most).await
}

/// Puts a task off until something has happened: waiting is no failed attempt.
pub(crate) fn put_off_waiting(task: &Task, why: String, until: Timestamp) -> Deferred {
    Deferred {
        lease: task.lease.clone(),
        due_at: Some(until),
        attempt: 0,
        error: why,
    }
}

/// 1, 2, 4 … seconds, at most ten minutes.
fn backoff(attempt: u32) -> SignedDuration {
    SignedDuration::from_secs((1i64 << attempt.saturating_sub(1).min(10)).min(600))
}
