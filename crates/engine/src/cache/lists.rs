//! The lists, sets and rates of tenants, kept in memory.
//!
//! They are read whole and kept until the tenant's configuration counter has moved. The counter is
//! read with every batch, in the order counter first, lists after: a change in between makes the
//! next batch read again, never later.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cas_model::ids::TenantId;
use cas_model::master_data::MasterDataKind;
use cas_process::reference::{TenantLists, code_lists_of};
use cas_rules::CodeLists;
use cas_store::{CodeListRow, Store};

/// The lists of a tenant as they were read at a counter of its configuration.
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
        tenant: TenantId,
        counter: i64,
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

impl ListCache {
    /// The lists of a tenant at a counter of its configuration; read from the store where they
    /// were read at another one.
    ///
    /// # Errors
    /// When the store fails, or what is stored cannot be read.
    pub(crate) async fn as_of(
        &self,
        store: &Store,
        tenant: TenantId,
        counter: i64,
    ) -> anyhow::Result<Arc<TenantLists>> {
        let before = self.locked().get(&tenant).cloned();
        if let Some(known) = &before
            && known.counter == counter
        {
            return Ok(Arc::clone(&known.lists));
        }
        let read = CachedLists::load(store, tenant, counter, before).await?;
        let lists = Arc::clone(&read.lists);
        self.locked().insert(tenant, Arc::new(read));
        Ok(lists)
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<TenantId, Arc<CachedLists>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
