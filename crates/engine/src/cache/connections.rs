//! Connections to customs systems, as they were a moment ago.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cas_model::ids::{SystemCode, TenantId};
use cas_process::connection::Connection;
use jiff::{SignedDuration, Timestamp};

/// How long a connection is believed without looking again.
const BELIEVED: SignedDuration = SignedDuration::from_secs(1);

/// Connections as they were a moment ago: every message both ways needs one.
#[derive(Debug, Default)]
pub(crate) struct Connections(Mutex<HashMap<Key, CachedConnection>>);

type Key = (TenantId, SystemCode);

/// What the store said when it was asked; that there is no connection, too.
#[derive(Debug)]
struct CachedConnection {
    read_at: Timestamp,
    connection: Option<Arc<Connection>>,
}

impl Connections {
    /// What was read at most a second ago; `None` where the store must be asked.
    pub(crate) fn known(&self, key: &Key, now: Timestamp) -> Option<Option<Arc<Connection>>> {
        let known = self.locked();
        let cached = known.get(key)?;
        (now.duration_since(cached.read_at) < BELIEVED).then(|| cached.connection.clone())
    }

    /// Keeps what the store said.
    pub(crate) fn keep(&self, key: Key, read_at: Timestamp, connection: Option<Arc<Connection>>) {
        let read = CachedConnection {
            read_at,
            connection,
        };
        self.locked().insert(key, read);
    }

    /// Looks again the next time: it was changed here.
    pub(crate) fn forget(&self, tenant: TenantId, system: &SystemCode) {
        self.locked().remove(&(tenant, system.clone()));
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<Key, CachedConnection>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
