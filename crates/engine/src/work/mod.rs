//! The workers: they claim due tasks in turn and run their steps.
//!
//! [`Engine::run`] works until it is told to stop; [`Engine::run_due`] does what is due now and
//! returns, for tests that own the clock.

mod batch;
mod inside;
mod outside;
mod places;
mod rest;
mod worker;

use std::collections::BTreeSet;

use cas_store::{Claim, Task, TaskKind, Turn};
use futures::future::join_all;
use jiff::SignedDuration;

use self::places::{Limits, Places, tenants_turns};
use crate::Engine;
use crate::reminders;

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
        TaskKind::Bulk,
    ],
    &[TaskKind::Interpret],
];
/// Kinds that wait for someone else: a worker each, many under way at once.
const OUTSIDE: &[TaskKind] = &[TaskKind::Transmit, TaskKind::Deliver, TaskKind::Pull];

impl Engine {
    async fn claim(&self, turns: &[Turn]) -> anyhow::Result<Vec<Task>> {
        if turns.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.now();
        let claim = Claim {
            turns,
            owner: self.owner(),
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
        let (outside, inside): (Vec<TaskKind>, Vec<TaskKind>) =
            kinds.iter().partition(|kind| OUTSIDE.contains(kind));
        let mut total = 0;
        loop {
            let posted = self.post_due(&outside).await?;
            let decided = self.decide_due(&inside).await?;
            let reminded = reminders::remind(self).await?;
            let done = decided + posted + reminded;
            if done == 0 {
                return Ok(total);
            }
            total += done;
        }
    }

    async fn decide_due(&self, kinds: &[TaskKind]) -> anyhow::Result<usize> {
        let due = self.store().due_queues(kinds, self.now()).await?;
        let batch = self.settings().batch;
        let turns = tenants_turns(&due, usize::MAX, batch, &BTreeSet::new(), None);
        let tasks = self.claim(&turns).await?;
        let count = tasks.len();
        let _held = self.in_hand().hold(&tasks);
        batch::run(self, tasks).await?;
        Ok(count)
    }

    async fn post_due(&self, kinds: &[TaskKind]) -> anyhow::Result<usize> {
        let due = self.store().due_queues(kinds, self.now()).await?;
        let limits = Limits::outside(self.settings());
        let turns = Places::default().turns(&due, limits, None);
        let started = self.start_posts(&due, turns).await?;
        let count = started.len();
        for ended in join_all(started.into_iter().map(|post| post.under_way)).await {
            ended?;
        }
        Ok(count)
    }
}
