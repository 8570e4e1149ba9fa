//! The loops that keep working until they are told to stop.

use std::time::Duration;

use cas_store::TaskKind;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::{LEASE, WORKERS};
use crate::Engine;

/// The longest a worker sleeps without looking.
const POLL: Duration = Duration::from_secs(1);
/// How often a node says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(10);

impl Engine {
    /// Works until `stop` turns true; what is being done then is finished first.
    pub async fn run(&self, stop: watch::Receiver<bool>) {
        let mut workers = JoinSet::new();
        for kinds in WORKERS {
            workers.spawn(work(self.clone(), kinds, stop.clone()));
        }
        workers.spawn(beat(self.clone(), stop));
        while let Some(ended) = workers.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a worker ended");
            }
        }
    }
}

async fn work(engine: Engine, kinds: &'static [TaskKind], mut stop: watch::Receiver<bool>) {
    let wakeup = engine.store().task_wakeup();
    while !*stop.borrow() {
        let woken = wakeup.notified();
        tokio::pin!(woken);
        // Registered before looking, so that a task enqueued in between wakes us.
        woken.as_mut().enable();
        // In a task of its own: a step that panics must not end the worker.
        let batch = {
            let engine = engine.clone();
            tokio::spawn(async move { engine.run_batch(kinds).await })
        };
        match batch.await {
            Ok(Ok(count)) if count > 0 => continue,
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(error = format!("{error:#}"), "a batch failed"),
            Err(error) => tracing::error!(%error, "a step panicked"),
        }
        let jitter = POLL.mul_f64(rand::random_range(0.5..1.0));
        tokio::select! {
            () = &mut woken => {}
            () = tokio::time::sleep(jitter) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn beat(engine: Engine, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        tokio::select! {
            () = tokio::time::sleep(HEARTBEAT) => {}
            _ = stop.changed() => {}
        }
        let until = engine.now() + LEASE;
        if let Err(error) = engine.store().extend_leases(engine.owner(), until).await {
            tracing::error!(error = format!("{error:#}"), "the heartbeat failed");
        }
    }
}
