//! The lists, sets and rates of tenants, kept in memory.
//!
//! They are read whole and kept until the tenant's configuration counter has moved. The counter is
//! read with every batch, in the order counter first, lists after: a change in between makes the
//! next batch read again, never later.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use cas_model::ids::TenantId;
use cas_model::master_data::MasterDataKind;
use cas_process::reference::{TenantLists, code_lists_of};
use cas_rules::CodeLists;
use cas_store::{CodeListRow, Store};

use crate::Engine;

/// The lists of a tenant, and as of when.
#[derive(Debug)]
struct CachedLists {
    /// The tenant's configuration counter.
    counter: i64,
    /// The lists that were loaded; as long as they are these, their entries are.
    loaded: Vec<CodeListRow>,
    code_lists: Arc<CodeLists>,
    lists: Arc<TenantLists>,
}

impl CachedLists {
    /// Reads everything, but the entries of lists only where a list was loaded since.
    async fn load(
        store: &Store,
        (tenant, counter): (TenantId, i64),
        before: Option<Arc<Self>>,
    ) -> anyhow::Result<Self> {
        let loaded = store.code_lists_of(tenant).await?;
        let code_lists = match before.filter(|before| before.loaded == loaded) {
            Some(before) => Arc::clone(&before.code_lists),
            None => Arc::new(code_lists_of(&loaded, store.code_lists(tenant).await?)),
        };
        let of_kind =
            async |kind: MasterDataKind| store.master_data_of_kind(&[tenant], kind.as_str()).await;
        let value_sets = of_kind(MasterDataKind::ValueSet).await?;
        let rates = of_kind(MasterDataKind::ExchangeRate).await?;
        let lists = TenantLists::read(Arc::clone(&code_lists), value_sets, rates)?;
        Ok(Self {
            counter,
            loaded,
            code_lists,
            lists: Arc::new(lists),
        })
    }
}

/// What a node keeps of its tenants' lists.
#[derive(Debug, Default)]
pub(crate) struct ListCache(Mutex<HashMap<TenantId, Arc<CachedLists>>>);

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
            found.insert(*tenant, self.reference_at(*tenant, counter).await?);
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

    async fn reference_at(
        &self,
        tenant: TenantId,
        counter: i64,
    ) -> anyhow::Result<Arc<TenantLists>> {
        let cached = || {
            let cached = &self.cached_lists().0;
            cached.lock().unwrap_or_else(PoisonError::into_inner)
        };
        let before = cached().get(&tenant).cloned();
        if let Some(known) = &before
            && known.counter == counter
        {
            return Ok(Arc::clone(&known.lists));
        }
        let read = CachedLists::load(self.store(), (tenant, counter), before).await?;
        let read = Arc::new(read);
        cached().insert(tenant, Arc::clone(&read));
        Ok(Arc::clone(&read.lists))
    }
}
