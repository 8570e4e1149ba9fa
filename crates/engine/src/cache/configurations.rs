//! All of a tenant's configuration, kept in memory until its counter in the store moves; and its
//! connections to customs systems, as they were a moment ago.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cas_model::ids::{SystemCode, TenantId};
use cas_process::configuration::TenantConfiguration;
use cas_process::connection::Connection;
use jiff::{SignedDuration, Timestamp};

/// Configurations of tenants, each with the tenant's counter in the store when it was read.
#[derive(Debug, Default)]
pub(crate) struct Configurations(Mutex<HashMap<TenantId, CachedConfiguration>>);

/// A configuration as it was read.
#[derive(Debug)]
struct CachedConfiguration {
    counter: i64,
    configuration: Arc<TenantConfiguration>,
}

impl Configurations {
    /// The configuration of a tenant that was read last, whatever its counter.
    pub(crate) fn known(&self, tenant: TenantId) -> Option<Arc<TenantConfiguration>> {
        let cached = self.locked();
        let known = cached.get(&tenant)?;
        Some(Arc::clone(&known.configuration))
    }

    /// The configuration of a tenant, where it was read at this counter.
    pub(crate) fn as_of(&self, tenant: TenantId, counter: i64) -> Option<Arc<TenantConfiguration>> {
        let cached = self.locked();
        let known = cached.get(&tenant)?;
        (known.counter == counter).then(|| Arc::clone(&known.configuration))
    }

    /// Keeps what was read after the counter was.
    pub(crate) fn keep(
        &self,
        tenant: TenantId,
        counter: i64,
        configuration: Arc<TenantConfiguration>,
    ) {
        let read = CachedConfiguration {
            counter,
            configuration,
        };
        self.locked().insert(tenant, read);
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<TenantId, CachedConfiguration>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long a connection is believed without looking again.
const BELIEVED: SignedDuration = SignedDuration::from_secs(1);

/// Connections as they were a moment ago: every message both ways needs one.
#[derive(Debug, Default)]
pub(crate) struct Connections(Mutex<HashMap<Key, CachedConnection>>);

type Key = (TenantId, SystemCode);

/// A connection as the store had it. That there is none is not kept: strangers who make tenants and
/// systems up would fill the memory.
#[derive(Debug)]
struct CachedConnection {
    read_at: Timestamp,
    connection: Arc<Connection>,
}

impl Connections {
    /// What was read at most a second ago; `None` where the store must be asked.
    pub(crate) fn known(&self, key: &Key, now: Timestamp) -> Option<Arc<Connection>> {
        let known = self.locked();
        let cached = known.get(key)?;
        (now.duration_since(cached.read_at) < BELIEVED).then(|| Arc::clone(&cached.connection))
    }

    /// Keeps what the store said, where it has the connection.
    pub(crate) fn keep(&self, key: Key, read_at: Timestamp, connection: Option<&Arc<Connection>>) {
        match connection.map(Arc::clone) {
            Some(connection) => {
                let read = CachedConnection {
                    read_at,
                    connection,
                };
                self.locked().insert(key, read);
            }
            None => _ = self.locked().remove(&key),
        }
    }

    /// Looks again the next time: it was changed here.
    pub(crate) fn forget(&self, tenant: TenantId, system: &SystemCode) {
        self.locked().remove(&(tenant, system.clone()));
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<Key, CachedConnection>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_strangers_make_up_is_not_kept() {
        let (connections, now) = (Connections::default(), Timestamp::UNIX_EPOCH);
        let system = SystemCode::parse("ncts").expect("a code");
        let key = |number| (TenantId(Uuid::from_u128(number)), system.clone());
        for number in 0..1_000 {
            connections.keep(key(number), now, None);
        }
        assert!(connections.locked().is_empty());
        let connection = serde_json::json!({ "endpoint": "https://customs.example/" });
        let connection = Arc::new(serde_json::from_value(connection).expect("a connection"));
        connections.keep(key(1), now, Some(&connection));
        assert!(connections.known(&key(1), now).is_some());
        // It was deleted meanwhile.
        connections.keep(key(1), now, None);
        assert!(connections.known(&key(1), now).is_none());
    }
}
