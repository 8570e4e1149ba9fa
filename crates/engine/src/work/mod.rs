//! The workers: they claim due tasks in batches and run their steps.
//!
//! [`Engine::run`] works until it is told to stop; [`Engine::run_due`] does what is due now and
//! returns, for tests that own the clock.

mod worker;

use cas_store::{Claim, Task, TaskKind};
use jiff::SignedDuration;

use crate::{Engine, steps};

/// How long a claimed task is ours without a heartbeat.
const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// Kinds that share a worker: state changes by one, what waits for the network by others.
const WORKERS: &[&[TaskKind]] = &[
    &[
        TaskKind::Ingest,
        TaskKind::Advance,
        TaskKind::Act,
        TaskKind::Interpret,
    ],
    &[TaskKind::Transmit],
    &[TaskKind::Deliver],
];

impl Engine {
    /// Claims a batch of due tasks and runs it. Returns how many there were.
    async fn run_batch(&self, kinds: &[TaskKind]) -> anyhow::Result<usize> {
        let tasks = self.claim(kinds).await?;
        let count = tasks.len();
        let spent = |task: &Task| task.lease.attempt > self.settings().attempts;
        let (spent, tasks): (Vec<Task>, Vec<Task>) = tasks.into_iter().partition(spent);
        if !spent.is_empty() {
            steps::give_up(self, spent).await?;
        }
        for kind in kinds {
            let of_kind: Vec<Task> = tasks
                .iter()
                .filter(|task| task.kind == *kind)
                .cloned()
                .collect();
            if !of_kind.is_empty() {
                steps::run(self, *kind, of_kind).await?;
            }
        }
        Ok(count)
    }

    async fn claim(&self, kinds: &[TaskKind]) -> anyhow::Result<Vec<Task>> {
        let now = self.now();
        let claim = Claim {
            kinds,
            owner: self.owner(),
            limit: self.settings().batch,
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
        let mut total = 0;
        loop {
            let mut round = 0;
            for kinds in WORKERS {
                round += self.run_batch(kinds).await?;
            }
            if round == 0 {
                return Ok(total);
            }
            total += round;
        }
    }
}
