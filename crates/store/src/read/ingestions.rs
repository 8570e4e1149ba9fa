//! Which messages did the customer send, and what became of them?

use cas_model::ids::{IngestionId, TenantId};

use super::visible::and_shown;
use super::{Page, by, of_tenant, one_of_tenant, read_page};
use crate::db::Query;
use crate::rows::{IngestionHead, IngestionRecord, IngestionSearch, Onlooker};
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

    /// A tenant's ingestions that match, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_ingestions(
        &self,
        tenant: TenantId,
        search: &IngestionSearch,
    ) -> anyhow::Result<Page<IngestionHead>> {
        let query = of_tenant::<IngestionHead>(tenant)
            .and("external_reference =", search.external_reference.as_ref())
            .and("state =", search.state.as_ref())
            .and("kind =", search.kind.as_ref())
            .and("received_at >=", search.received_from.as_ref())
            .and("received_at <", search.received_to.as_ref());
        let query = and_shown(query, tenant, search.onlooker.as_ref());
        let query = match &search.after {
            Some((time, id)) => query
                .sql(" AND (received_at, id) < (")
                .bind(time)
                .sql(", ")
                .bind(id)
                .sql(")"),
            None => query,
        };
        let query = query.sql(" ORDER BY received_at DESC, id DESC");
        read_page(self, query, search.limit, search.offset).await
    }
}

fn of_client(tenant: TenantId, client_id: &str) -> Query {
    of_tenant::<IngestionRecord>(tenant)
        .sql(" AND client_id = ")
        .bind(&client_id.to_owned())
}
