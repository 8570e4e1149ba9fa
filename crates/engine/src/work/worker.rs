//! The loops that keep working until they are told to stop.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::{INSIDE, LEASE, OUTSIDE, inside, outside};
use crate::Engine;
use crate::reminders;

/// The longest a passed deadline is not noticed.
const LOOK: Duration = Duration::from_secs(10);
/// How often a node says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(10);

impl Engine {
    /// Works until `stop` turns true; what is being done then is finished first.
    pub async fn run(&self, stop: watch::Receiver<bool>) {
        let mut workers = JoinSet::new();
        for kinds in INSIDE {
            workers.spawn(inside::work(self.clone(), kinds, stop.clone()));
        }
        for kind in OUTSIDE {
            workers.spawn(outside::work(self.clone(), *kind, stop.clone()));
        }
        workers.spawn(watch_deadlines(self.clone(), stop.clone()));
        workers.spawn(beat(self.clone(), stop));
        while let Some(ended) = workers.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a worker ended");
            }
        }
    }
}

/// Tells of deadlines that have passed.
async fn watch_deadlines(engine: Engine, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match reminders::remind(&engine).await {
            Ok(told) if told >= reminders::REMINDED_AT_ONCE => continue,
            Ok(_) | Err(_) => {}
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK.mul_f64(rand::random_range(0.5..1.0))) => {}
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
        let (until, tasks) = (engine.now() + LEASE, engine.in_hand().tasks());
        let extended = engine
            .store()
            .extend_leases(engine.owner(), &tasks, until)
            .await;
        if let Err(error) = extended {
            tracing::error!(error = format!("{error:#}"), "the heartbeat failed");
        }
    }
}
