//! All of a tenant's configuration, kept in memory until its counter in the store moves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cas_model::ids::TenantId;
use cas_process::configuration::TenantConfiguration;

use crate::Engine;

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Configurations of tenants as of a counter of the store.
#[derive(Debug, Default)]
pub(crate) struct Configurations(Mutex<HashMap<TenantId, (i64, Arc<TenantConfiguration>)>>);

impl Engine {
    /// The configurations of tenants that are kept here, without asking whether they changed.
    pub(crate) fn known_configurations(
        &self,
        tenants: &[TenantId],
    ) -> HashMap<TenantId, Arc<TenantConfiguration>> {
        let cached = locked(&self.cached_configurations().0);
        let known = tenants.iter().filter_map(|tenant| {
            let (_, configuration) = cached.get(tenant)?;
            Some((*tenant, Arc::clone(configuration)))
        });
        known.collect()
    }

    /// The configuration of a tenant as it is now.
    ///
    /// # Errors
    /// When the store fails, or what is stored cannot be read.
    pub async fn configuration(
        &self,
        tenant: TenantId,
    ) -> anyhow::Result<Arc<TenantConfiguration>> {
        let found = self.configurations(&[tenant]).await?.remove(&tenant);
        Ok(found.unwrap_or_default())
    }

    /// The configuration of some tenants as it is now; read again only where it changed.
    pub(crate) async fn configurations(
        &self,
        tenants: &[TenantId],
    ) -> anyhow::Result<HashMap<TenantId, Arc<TenantConfiguration>>> {
        let counters = self.store().configuration_counters(tenants).await?;
        let counters: HashMap<TenantId, i64> = counters.into_iter().collect();
        let cached = || locked(&self.cached_configurations().0);
        let mut found = HashMap::with_capacity(tenants.len());
        for tenant in tenants {
            // The counter is read first: what is read after it is at least as new.
            let counter = counters.get(tenant).copied().unwrap_or(0);
            let known = cached()
                .get(tenant)
                .filter(|(of, _)| *of == counter)
                .cloned();
            let configuration = match known {
                Some((_, configuration)) => configuration,
                None => {
                    let rows = self.store().configurations(*tenant).await?;
                    let read = Arc::new(TenantConfiguration::read(&rows)?);
                    cached().insert(*tenant, (counter, Arc::clone(&read)));
                    read
                }
            };
            found.insert(*tenant, configuration);
        }
        Ok(found)
    }
}
