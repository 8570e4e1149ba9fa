//! The configuration of tenants, read again only where it changed.

use std::collections::HashMap;
use std::sync::Arc;

use cas_model::ids::TenantId;
use cas_process::configuration::TenantConfiguration;

use crate::Engine;

impl Engine {
    /// The configurations of tenants that are kept here, without asking whether they changed.
    pub(crate) fn known_configurations(
        &self,
        tenants: &[TenantId],
    ) -> HashMap<TenantId, Arc<TenantConfiguration>> {
        let known = tenants
            .iter()
            .filter_map(|tenant| Some((*tenant, self.cached_configurations().known(*tenant)?)));
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
        let cached = self.cached_configurations();
        let mut found = HashMap::with_capacity(tenants.len());
        for tenant in tenants {
            // The counter is read first: what is read after it is at least as new.
            let counter = counters.get(tenant).copied().unwrap_or(0);
            let configuration = match cached.as_of(*tenant, counter) {
                Some(configuration) => configuration,
                None => {
                    let rows = self.store().configurations(*tenant).await?;
                    let read = Arc::new(TenantConfiguration::read(&rows)?);
                    cached.keep(*tenant, counter, Arc::clone(&read));
                    read
                }
            };
            found.insert(*tenant, configuration);
        }
        Ok(found)
    }
}
