//! The loops that keep working until they are told to stop.

use std::sync::Arc;
use std::time::Duration;

use cas_store::{TaskKind, Wakeup};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::{INSIDE, LEASE, OUTSIDE, Started};
use crate::Engine;
use crate::reminders;

/// The longest a worker sleeps without looking.
const POLL: Duration = Duration::from_secs(1);
/// How long a worker that found little waits, so that the next batch is larger.
const GATHER: Duration = Duration::from_millis(3);
/// The longest a passed deadline is not noticed.
const LOOK: Duration = Duration::from_secs(10);
/// How often a node says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(10);

impl Engine {
    /// Works until `stop` turns true; what is being done then is finished first.
    pub async fn run(&self, stop: watch::Receiver<bool>) {
        let mut workers = JoinSet::new();
        for kinds in INSIDE {
            workers.spawn(work_inside(self.clone(), kinds, stop.clone()));
        }
        for kind in OUTSIDE {
            workers.spawn(work_outside(self.clone(), *kind, stop.clone()));
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

/// Changes state, a batch after the other.
async fn work_inside(engine: Engine, kinds: &'static [TaskKind], mut stop: watch::Receiver<bool>) {
    let wakeup = engine.store().task_wakeup(kinds);
    let limit = engine.settings().batch;
    while !*stop.borrow() {
        match batch(&engine, kinds, limit)
            .await
            .map_or(0, |started| started.count)
        {
            0 => rest(&wakeup, &mut stop).await,
            few if few < limit as usize / 4 => tokio::time::sleep(GATHER).await,
            _ => {}
        }
    }
}

/// Starts what waits for someone else, as many at once as are allowed; a slow receiver holds one
/// place and no one else.
async fn work_outside(engine: Engine, kind: TaskKind, mut stop: watch::Receiver<bool>) {
    let kinds = [kind];
    let wakeup = engine.store().task_wakeup(&kinds);
    let places = Arc::new(Semaphore::new(engine.settings().concurrent_posts));
    let mut under_way = JoinSet::new();
    while !*stop.borrow() {
        while under_way.try_join_next().is_some() {}
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        drop(place);
        let free = u32::try_from(places.available_permits()).unwrap_or(u32::MAX);
        let limit = free.min(engine.settings().batch);
        let started = batch(&engine, &kinds, limit).await;
        if started.as_ref().is_none_or(|started| started.count == 0) {
            rest(&wakeup, &mut stop).await;
        }
        for task in started.into_iter().flat_map(|started| started.under_way) {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                return;
            };
            under_way.spawn(async move {
                let ended = task.await;
                drop(place);
                ended
            });
        }
    }
    while under_way.join_next().await.is_some() {}
}

/// Starts a batch in a task of its own: a step that panics must not end the worker.
async fn batch(engine: &Engine, kinds: &[TaskKind], limit: u32) -> Option<Started> {
    let (engine, kinds) = (engine.clone(), kinds.to_vec());
    match tokio::spawn(async move { engine.start_batch(&kinds, limit).await }).await {
        Ok(Ok(started)) => Some(started),
        Ok(Err(error)) => {
            tracing::error!(error = format!("{error:#}"), "a batch failed");
            None
        }
        Err(error) => {
            tracing::error!(%error, "a step panicked");
            None
        }
    }
}

/// Sleeps until there may be something to do.
async fn rest(wakeup: &Wakeup, stop: &mut watch::Receiver<bool>) {
    let jitter = POLL.mul_f64(rand::random_range(0.5..1.0));
    tokio::select! {
        () = wakeup.notified() => {}
        () = tokio::time::sleep(jitter) => {}
        _ = stop.changed() => {}
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
