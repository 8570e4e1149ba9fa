//! All of a tenant's configuration, kept in memory until its counter in the store moves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cas_model::ids::TenantId;
use cas_process::configuration::TenantConfiguration;

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
