//! The lists, sets and rates of tenants.

use std::collections::HashMap;
use std::sync::Arc;

use cas_model::ids::TenantId;
use cas_process::reference::TenantLists;

use crate::Engine;

impl Engine {
    /// The lists, sets and rates of tenants, as they are now.
    ///
    /// # Errors
    /// When the store fails, or what is stored cannot be read.
    pub async fn references(
        &self,
        tenants: &[TenantId],
    ) -> anyhow::Result<HashMap<TenantId, Arc<TenantLists>>> {
        let counters = self.store().configuration_counters(tenants).await?;
        let counters: HashMap<TenantId, i64> = counters.into_iter().collect();
        let mut found = HashMap::with_capacity(tenants.len());
        for tenant in tenants {
            let counter = counters.get(tenant).copied().unwrap_or(0);
            let lists = self.cached_lists().as_of(self.store(), *tenant, counter);
            found.insert(*tenant, lists.await?);
        }
        Ok(found)
    }

    /// The lists, sets and rates of a tenant, as they are now.
    ///
    /// # Errors
    /// As [`Self::references`].
    pub async fn reference(&self, tenant: TenantId) -> anyhow::Result<Arc<TenantLists>> {
        let mut found = self.references(&[tenant]).await?;
        Ok(found.remove(&tenant).unwrap_or_default())
    }
}
