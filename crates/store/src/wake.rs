//! How do workers learn that there is something to do, and readers that something happened?
//!
//! In this process by a [`Notify`]. On PostgreSQL other nodes are told too, by at most one `NOTIFY`
//! per 50 ms, outside of business transactions. It is a hint that may be lost: workers also look by
//! themselves from time to time.

use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::db::Db;
use crate::rows::TaskKind;

const CHANNEL: &str = "cas_tasks";
const PAUSE: Duration = Duration::from_millis(50);
const RECONNECT: Duration = Duration::from_secs(1);

/// Wakes workers when tasks have changed.
#[derive(Debug)]
pub(crate) struct Wakeups {
    /// Workers of this process, by the kind of task they wait for.
    local: Vec<(TaskKind, Arc<Notify>)>,
    /// Moves on when event logs may have grown.
    events: watch::Sender<u64>,
    /// Other nodes are to be told.
    others: Arc<Notify>,
}

/// Wakes a worker when there may be tasks of its kinds. One waits for each kind: what happens
/// while it works wakes it when it comes to wait.
#[derive(Clone, Debug)]
pub struct Wakeup(Vec<Arc<Notify>>);

impl Wakeup {
    /// Waits until there may be tasks.
    pub async fn notified(&self) {
        let waits = self.0.iter().map(|kind| Box::pin(kind.notified()));
        futures::future::select_all(waits).await;
    }
}

/// Wakes who reads event logs when one of them may have grown.
#[derive(Clone, Debug)]
pub struct EventWakeup(watch::Receiver<u64>);

impl EventWakeup {
    /// Waits until an event log may have grown since this was waited for last.
    pub async fn notified(&mut self) {
        if self.0.changed().await.is_err() {
            // The store is closed: nothing grows any more.
            std::future::pending::<()>().await;
        }
    }
}

/// The background work of waking; it ends when this is dropped.
#[derive(Debug, Default)]
pub(crate) struct Wakers(Vec<JoinHandle<()>>);

impl Wakeups {
    /// What wakes who waits for these kinds.
    pub(crate) fn wakeup(&self, kinds: &[TaskKind]) -> Wakeup {
        let of_kinds = self.local.iter().filter(|(kind, _)| kinds.contains(kind));
        Wakeup(of_kinds.map(|(_, notify)| Arc::clone(notify)).collect())
    }

    /// Wakes who waits for these kinds, here and on other nodes.
    pub(crate) fn tasks_changed(&self, kinds: &[TaskKind]) {
        self.wake_local(kinds);
        self.others.notify_one();
    }

    /// What wakes who reads event logs.
    pub(crate) fn event_wakeup(&self) -> EventWakeup {
        EventWakeup(self.events.subscribe())
    }

    /// Wakes who reads event logs, here and on other nodes.
    pub(crate) fn events_grew(&self) {
        self.wake_readers();
        self.others.notify_one();
    }

    fn wake_readers(&self) {
        self.events
            .send_modify(|count| *count = count.wrapping_add(1));
    }

    fn wake_local(&self, kinds: &[TaskKind]) {
        for (_, notify) in self.local.iter().filter(|(kind, _)| kinds.contains(kind)) {
            notify.notify_one();
        }
    }
}

impl Default for Wakeups {
    fn default() -> Self {
        let local = TaskKind::ALL
            .iter()
            .map(|kind| (*kind, Arc::default()))
            .collect();
        Self {
            local,
            events: watch::Sender::new(0),
            others: Arc::default(),
        }
    }
}

/// Starts to tell and to hear other nodes, where there can be any.
pub(crate) fn start(db: &Db, wakeups: &Arc<Wakeups>) -> Wakers {
    match db {
        Db::Sqlite { .. } => Wakers::default(),
        Db::Postgres(pool) => {
            let node = Uuid::now_v7().to_string();
            let wake_others =
                tokio::spawn(wake_others(pool.clone(), Arc::clone(wakeups), node.clone()));
            let hear = tokio::spawn(hear(pool.clone(), Arc::clone(wakeups), node));
            Wakers(vec![wake_others, hear])
        }
    }
}

impl Drop for Wakers {
    fn drop(&mut self) {
        for task in &self.0 {
            task.abort();
        }
    }
}

async fn wake_others(pool: PgPool, wakeups: Arc<Wakeups>, node: String) {
    loop {
        wakeups.others.notified().await;
        let told = sqlx::query("SELECT pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(&node);
        if let Err(error) = told.execute(&pool).await {
            tracing::debug!(%error, "other nodes could not be woken");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn hear(pool: PgPool, wakeups: Arc<Wakeups>, node: String) {
    loop {
        if let Err(error) = listen(&pool, &wakeups, &node).await {
            tracing::debug!(%error, "the wake-ups of other nodes are not heard for a moment");
        }
        tokio::time::sleep(RECONNECT).await;
    }
}

async fn listen(pool: &PgPool, wakeups: &Wakeups, node: &str) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        let heard = listener.recv().await?;
        if heard.payload() != node {
            wakeups.wake_local(TaskKind::ALL);
            wakeups.wake_readers();
        }
    }
}
