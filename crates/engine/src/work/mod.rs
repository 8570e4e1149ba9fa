//! The workers: they claim due tasks in batches and run their steps.
//!
//! [`Engine::run`] works until it is told to stop; [`Engine::run_due`] does what is due now and
//! returns, for tests that own the clock.

mod worker;

use cas_store::{Claim, Task, TaskKind};
use futures::future::join_all;
use jiff::SignedDuration;

use crate::Engine;
use crate::engine::UnderWay;
use crate::reminders;
use crate::steps;

/// How long a claimed task is ours without a heartbeat.
const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// Kinds that change state here, in batches: what comes from the customer by one worker, what
/// comes from customs by another.
const INSIDE: &[&[TaskKind]] = &[
    &[
        TaskKind::Ingest,
        TaskKind::Advance,
        TaskKind::GoOn,
        TaskKind::Act,
    ],
    &[TaskKind::Interpret],
];
/// Kinds that wait for someone else: a worker each, many under way at once.
const OUTSIDE: &[TaskKind] = &[TaskKind::Transmit, TaskKind::Deliver, TaskKind::Pull];

/// A task that was claimed more often than this may be the one that takes its batch down.
const SUSPECT: u32 = 2;

/// A batch that was started.
struct Started {
    /// How many tasks it has.
    count: usize,
    /// Those that wait for someone else.
    under_way: Vec<UnderWay>,
}

impl Engine {
    /// Claims a batch of due tasks and starts it.
    async fn start_batch(&self, kinds: &[TaskKind], limit: u32) -> anyhow::Result<Started> {
        let tasks = self.claim(kinds, limit).await?;
        let count = tasks.len();
        let _held = self.in_hand().hold(&tasks);
        let spent = |task: &Task| task.lease.attempt > self.settings().attempts_of(task.kind);
        let (spent, tasks): (Vec<Task>, Vec<Task>) = tasks.into_iter().partition(spent);
        if !spent.is_empty() {
            steps::give_up(self, spent).await?;
        }
        let mut under_way = Vec::new();
        let (suspect, tasks): (Vec<Task>, Vec<Task>) = tasks
            .into_iter()
            .partition(|task| task.lease.attempt > SUSPECT);
        for task in suspect {
            under_way.append(&mut self.start_alone(task).await?);
        }
        for kind in kinds {
            let of_kind: Vec<Task> = tasks
                .iter()
                .filter(|task| task.kind == *kind)
                .cloned()
                .collect();
            if !of_kind.is_empty() {
                under_way.append(&mut steps::run(self, *kind, of_kind).await?);
            }
        }
        Ok(Started { count, under_way })
    }

    /// Starts a task that was tried before without an end. If it panics, it takes no other along.
    async fn start_alone(&self, task: Task) -> anyhow::Result<Vec<UnderWay>> {
        let engine = self.clone();
        let started =
            tokio::spawn(async move { steps::run(&engine, task.kind, vec![task]).await }).await;
        match started {
            Ok(started) => Ok(started?),
            Err(error) => {
                tracing::error!(%error, "a step panicked");
                Ok(Vec::new())
            }
        }
    }

    async fn claim(&self, kinds: &[TaskKind], limit: u32) -> anyhow::Result<Vec<Task>> {
        let now = self.now();
        let claim = Claim {
            kinds,
            owner: self.owner(),
            limit,
            now,
            lease_until: now + LEASE,
        };
        self.store().claim(&claim).await
    }

    /// Does everything that is due, and what becomes due at this time by doing it. Returns how
    /// many tasks there were.
    ///
    /// # Errors
    /// When the store fails, or an interruption stops the work.
    pub async fn run_due(&self) -> anyhow::Result<usize> {
        self.run_due_of(TaskKind::ALL).await
    }

    /// As [`Self::run_due`], of some kinds of tasks only.
    ///
    /// # Errors
    /// As [`Self::run_due`].
    pub async fn run_due_of(&self, kinds: &[TaskKind]) -> anyhow::Result<usize> {
        let mut total = 0;
        loop {
            let started = self.start_batch(kinds, self.settings().batch).await?;
            for ended in join_all(started.under_way).await {
                ended?;
            }
            let reminded = reminders::remind(self).await?;
            if started.count + reminded == 0 {
                return Ok(total);
            }
            total += started.count + reminded;
        }
    }
}
