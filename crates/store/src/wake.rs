//! How do workers learn that there is something to do?
//!
//! In this process by a [`Notify`]. On PostgreSQL other nodes are told too, by at most one `NOTIFY`
//! per 50 ms, outside of business transactions. It is a hint that may be lost: workers also look by
//! themselves from time to time.

use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::db::Db;

const CHANNEL: &str = "cas_tasks";
const PAUSE: Duration = Duration::from_millis(50);
const RECONNECT: Duration = Duration::from_secs(1);

/// Who wakes whom.
#[derive(Debug, Default)]
pub(crate) struct Wakeups {
    /// Workers of this process.
    pub(crate) local: Arc<Notify>,
    /// Other nodes are to be told.
    others: Arc<Notify>,
}

/// The background work of waking; it ends when this is dropped.
#[derive(Debug, Default)]
pub(crate) struct Wakers(Vec<JoinHandle<()>>);

impl Wakeups {
    /// Wakes all who wait now, and the next one who comes to wait.
    pub(crate) fn tasks_changed(&self) {
        self.wake_local();
        self.others.notify_one();
    }

    fn wake_local(&self) {
        self.local.notify_waiters();
        self.local.notify_one();
    }
}

/// Starts to tell and to hear other nodes, where there can be any.
pub(crate) fn start(db: &Db, wakeups: &Arc<Wakeups>) -> Wakers {
    match db {
        Db::Sqlite { .. } => Wakers::default(),
        Db::Postgres(pool) => {
            let node = Uuid::now_v7().to_string();
            let tell = tokio::spawn(tell(pool.clone(), Arc::clone(wakeups), node.clone()));
            let hear = tokio::spawn(hear(pool.clone(), Arc::clone(wakeups), node));
            Wakers(vec![tell, hear])
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

async fn tell(pool: PgPool, wakeups: Arc<Wakeups>, node: String) {
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
            wakeups.wake_local();
        }
    }
}
