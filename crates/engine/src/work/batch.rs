//! A tenant's batch of steps that decide, on a thread of its own.
//!
//! Deciding is work for a processor and may take long: on a thread of its own it keeps no other
//! tenant, no request and no heartbeat waiting. A thread cannot be ended from outside, so a step
//! that takes longer than it may is left to it: its task goes to another attempt and in the end is
//! given up, the rest of its batch is done anew, and the thread's own commit finds its leases lost.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cas_model::ids::TenantId;
use cas_store::{Changes, Task, TaskKind};
use futures::FutureExt as _;
use futures::future::join_all;
use tokio::runtime::Handle;
use uuid::Uuid;

use crate::commit::{put_off_stuck, put_off_waiting};
use crate::progress::Progress;
use crate::{Engine, Interrupted, steps};

/// So many threads of one tenant may stand still before nothing more of it is begun here.
const MOST_STUCK: usize = 4;

/// A task that was claimed more often than this may be the one that takes its batch down.
const SUSPECT: u32 = 2;

/// How many threads of each tenant stand still in a step.
#[derive(Clone, Debug, Default)]
pub(super) struct StuckThreads(Arc<Mutex<BTreeMap<TenantId, usize>>>);

impl StuckThreads {
    /// The tenants of which too many stand still.
    pub(super) fn too_many(&self) -> BTreeSet<TenantId> {
        let counts = self.counts();
        let too_many = counts.iter().filter(|(_, count)| **count >= MOST_STUCK);
        too_many.map(|(tenant, _)| *tenant).collect()
    }

    /// One more; how many there are now.
    fn add(&self, tenant: TenantId) -> usize {
        let mut counts = self.counts();
        let count = counts.entry(tenant).or_default();
        *count += 1;
        *count
    }

    /// One less; how many there were before.
    fn remove(&self, tenant: TenantId) -> usize {
        let mut counts = self.counts();
        let count = counts.entry(tenant).or_default();
        let before = *count;
        *count = before.saturating_sub(1);
        before
    }

    fn counts(&self) -> MutexGuard<'_, BTreeMap<TenantId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does the steps of a tenant's tasks, as long as none of them takes longer than it may.
pub(super) async fn run_watched(
    engine: Engine,
    tenant: TenantId,
    tasks: Vec<Task>,
    stuck: StuckThreads,
) {
    let held = engine.in_hand().hold(&tasks);
    let progress = Progress::default();
    let mut thread = tokio::task::spawn_blocking({
        let (engine, tasks, progress) = (engine.clone(), tasks.clone(), progress.clone());
        move || Handle::current().block_on(progress.watch(run(&engine, tasks)))
    });
    tokio::select! {
        ended = &mut thread => match ended {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "a batch failed"),
            Err(error) => tracing::error!(%error, "a step panicked"),
        },
        subject = progress.stuck(engine.settings().step_limit) => {
            drop(held);
            let count = stuck.add(tenant);
            if count == MOST_STUCK {
                tracing::error!(%tenant, "too many steps of a tenant stand still: nothing more of \
                    it is begun before one ends, or this node is started again");
                log_failure(engine.tell_stuck(tenant, count).await);
            }
            let told = engine.clone();
            tokio::spawn(async move {
                let _ = thread.await;
                if stuck.remove(tenant) == MOST_STUCK {
                    log_failure(told.stuck_is_over(tenant).await);
                }
            });
            leave(&engine, tasks, subject).await;
        }
    }
}

fn log_failure(told: anyhow::Result<()>) {
    if let Err(error) = told {
        tracing::error!(error = format!("{error:#}"), "an alert could not be stored");
    }
}

/// Goes on without a step that takes too long: its task is tried again later, the others at once.
async fn leave(engine: &Engine, tasks: Vec<Task>, subject: Uuid) {
    let (stuck, others): (Vec<Task>, Vec<Task>) =
        tasks.into_iter().partition(|task| task.subject == subject);
    let (engine, now) = (&engine, engine.now());
    let others = others.into_iter().map(|task| async move {
        let why = "a step beside it took too long".to_owned();
        let again = Changes {
            deferred: vec![put_off_waiting(&task, why, now)],
            ..Changes::default()
        };
        // What the batch has committed before is done.
        engine.store().commit(again).await.err()
    });
    for error in join_all(others).await.into_iter().flatten() {
        tracing::debug!(%error, "a task of the batch had ended");
    }
    for task in stuck {
        if let Err(error) = put_off_stuck(engine, &task).await {
            tracing::error!(%error, "a task waits for its lease to end");
        }
    }
}

/// Does the steps of tasks that change state here, kind by kind.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    let spent = |task: &Task| task.lease.attempt > engine.settings().attempts_of(task.kind);
    let (spent, tasks): (Vec<Task>, Vec<Task>) = tasks.into_iter().partition(spent);
    if !spent.is_empty() {
        steps::give_up(engine, spent).await?;
    }
    let (suspect, tasks): (Vec<Task>, Vec<Task>) = tasks
        .into_iter()
        .partition(|task| task.lease.attempt > SUSPECT);
    for task in suspect {
        run_alone(engine, task).await?;
    }
    for kind in TaskKind::ALL {
        let of_kind = tasks.iter().filter(|task| task.kind == *kind);
        let of_kind: Vec<Task> = of_kind.cloned().collect();
        if !of_kind.is_empty() {
            steps::decide(engine, *kind, of_kind).await?;
        }
    }
    Ok(())
}

/// Does a task that was tried before without an end. If it panics, it takes no other along.
async fn run_alone(engine: &Engine, task: Task) -> Result<(), Interrupted> {
    let step = steps::decide(engine, task.kind, vec![task]);
    AssertUnwindSafe(step)
        .catch_unwind()
        .await
        .unwrap_or_else(|_| {
            tracing::error!("a step panicked");
            Ok(())
        })
}
