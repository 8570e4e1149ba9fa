//! Which messages did the customer send, and what became of them?

use cas_model::ids::{IngestionId, TenantId};

use super::listing::{ListPage, Listing, Share};
use super::visible::and_shown;
use super::{by, of_tenant, one_of_tenant};
use crate::db::Query;
use crate::rows::{IngestionHead, IngestionRecord, IngestionSearch, ListCount, Onlooker};
use crate::store::Store;

impl Store {
    /// A tenant's ingestion.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ingestion(
        &self,
        tenant: TenantId,
        id: IngestionId,
    ) -> anyhow::Result<Option<IngestionRecord>> {
        self.db()
            .read_one(one_of_tenant::<IngestionRecord>(tenant, &id))
            .await
    }

    /// Whether somebody who may see parts of the organisation is shown a tenant's ingestion.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shows_ingestion(
        &self,
        tenant: TenantId,
        id: IngestionId,
        onlooker: &Onlooker,
    ) -> anyhow::Result<bool> {
        let query = one_of_tenant::<IngestionHead>(tenant, &id);
        let query = and_shown(query, tenant, Some(onlooker));
        Ok(self.db().read_one::<IngestionHead>(query).await?.is_some())
    }

    /// Ingestions of any tenant, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ingestions(&self, ids: &[IngestionId]) -> anyhow::Result<Vec<IngestionRecord>> {
        self.db()
            .read_by(ids, |ids| by::<IngestionRecord>("id", ids))
            .await
    }

    /// The ingestion that a client sent with an idempotency key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ingestion_by_key(
        &self,
        tenant: TenantId,
        client_id: &str,
        key: &str,
    ) -> anyhow::Result<Option<IngestionRecord>> {
        let query = of_client(tenant, client_id)
            .sql(" AND idempotency_key = ")
            .bind(&key.to_owned());
        self.db().read_one(query).await
    }

    /// The ingestions of the lines that a client sent with an idempotency key, `key#1`, `key#2`, …
    /// in the order of lines.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ingestions_by_key_prefix(
        &self,
        tenant: TenantId,
        client_id: &str,
        key: &str,
    ) -> anyhow::Result<Vec<IngestionRecord>> {
        // '$' is the character after '#': everything between begins with the key and '#'.
        let query = of_client(tenant, client_id)
            .sql(" AND idempotency_key > ")
            .bind(&format!("{key}#"))
            .sql(" AND idempotency_key < ")
            .bind(&format!("{key}$"))
            .sql(" ORDER BY LENGTH(idempotency_key), idempotency_key");
        self.db().read(query).await
    }

    /// A tenant's ingestions that match, the newest first unless the search says otherwise.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_ingestions(
        &self,
        tenant: TenantId,
        search: &IngestionSearch,
    ) -> anyhow::Result<ListPage<IngestionHead>> {
        let share = Share {
            limit: search.limit,
            offset: search.offset,
        };
        let listing = ingestions_listed(tenant, search);
        listing.page(self, &search.place, share).await
    }

    /// How many of a tenant's ingestions match.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_ingestions(
        &self,
        tenant: TenantId,
        search: &IngestionSearch,
    ) -> anyhow::Result<ListCount> {
        let listing = ingestions_listed(tenant, search);
        listing.count(self, &search.place).await
    }
}

fn ingestions_listed(tenant: TenantId, search: &IngestionSearch) -> Listing {
    let mut listing = Listing::of_tenant::<IngestionHead>(tenant);
    listing.scope = listing
        .scope
        .and("external_reference =", search.external_reference.as_ref());
    listing.is_few = search.external_reference.is_some();
    let order = search.place.sort.order;
    listing.filter("state", &search.states);
    listing.filter("kind", &search.kinds);
    listing.compare(order, "received_at", ">=", search.received_from.as_ref());
    listing.compare(order, "received_at", "<", search.received_to.as_ref());
    if search.onlooker.is_some() {
        let shown = and_shown(Query::new(""), tenant, search.onlooker.as_ref());
        listing.restrict(shown);
    }
    listing
}

fn of_client(tenant: TenantId, client_id: &str) -> Query {
    of_tenant::<IngestionRecord>(tenant)
        .sql(" AND client_id = ")
        .bind(&client_id.to_owned())
}
