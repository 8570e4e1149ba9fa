//! One reader of a tenant's event log on this node, for all who listen to it.
//!
//! It begins with the first who listens and ends with the last. A commit wakes it, on PostgreSQL
//! one of another node too; it also looks by itself, since a wake-up may be lost. What it reads
//! waits for whoever is slowest in a buffer of a fixed length: who is slower than that has lost
//! something, and is told.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cas_model::ids::TenantId;
use cas_store::Store;
use tokio::sync::broadcast;
use tokio::time::sleep;

use super::LoggedEvent;

/// How many events are read at once.
const PAGE: u32 = 500;
/// How long to wait between two looks, so that a busy log is read in few of them.
const GATHER: Duration = Duration::from_millis(25);
/// How long to wait for a wake-up.
const LOOK: Duration = Duration::from_secs(5);

type Sender = broadcast::Sender<Arc<LoggedEvent>>;

/// What new events are heard by.
pub(crate) type Receiver = broadcast::Receiver<Arc<LoggedEvent>>;

/// The logs that somebody listens to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Feeds(Arc<Mutex<HashMap<TenantId, Sender>>>);

impl Feeds {
    /// Listens to a tenant's log from now on: every event that is committed after this began is
    /// heard, or the receiver is told that it lost some.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn subscribe(
        &self,
        store: &Store,
        tenant: TenantId,
        buffer: usize,
    ) -> anyhow::Result<Receiver> {
        // Before the reader is there: it begins here, or where one that was there is.
        let last = store.last_event(tenant).await?;
        let mut senders = self.senders();
        if let Some(sender) = senders.get(&tenant) {
            return Ok(sender.subscribe());
        }
        let (sender, receiver) = broadcast::channel(buffer);
        senders.insert(tenant, sender.clone());
        drop(senders);
        let reader = Reader {
            store: store.clone(),
            tenant,
            position: last,
            sender,
        };
        tokio::spawn(reader.read(self.clone()));
        Ok(receiver)
    }

    /// Forgets a log that nobody listens to; whether it did.
    fn forget_unheard(&self, tenant: TenantId) -> bool {
        let mut senders = self.senders();
        let heard = senders
            .get(&tenant)
            .is_some_and(|it| it.receiver_count() > 0);
        if !heard {
            senders.remove(&tenant);
        }
        !heard
    }

    fn senders(&self) -> MutexGuard<'_, HashMap<TenantId, Sender>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Reader {
    store: Store,
    tenant: TenantId,
    position: i64,
    sender: Sender,
}

impl Reader {
    async fn read(mut self, feeds: Feeds) {
        let mut wakeup = self.store.event_wakeup();
        loop {
            // A failed look is repeated after a while; who listens has heartbeats meanwhile.
            if let Err(error) = self.read_new().await {
                tracing::warn!(error = format!("{error:#}"), "an event log cannot be read");
            }
            sleep(GATHER).await;
            tokio::select! {
                () = wakeup.notified() => {}
                () = sleep(LOOK) => {}
            }
            if feeds.forget_unheard(self.tenant) {
                return;
            }
        }
    }

    async fn read_new(&mut self) -> anyhow::Result<()> {
        loop {
            let page = self.store.events_after(self.tenant, self.position, PAGE);
            let page = page.await?;
            let goes_on = page.next_behind().is_some();
            for row in page {
                self.position = row.seq;
                let event = Arc::new(LoggedEvent::read(row)?);
                // Who listened is gone: the next look ends this.
                let _ = self.sender.send(event);
            }
            if !goes_on {
                return Ok(());
            }
        }
    }
}
