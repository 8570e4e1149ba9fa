//! Which runs over many declarations are there, and how far are they?

use cas_model::ids::{BulkRunId, DeclarationId, TenantId};

use super::{Page, of_tenant, one_of_tenant, read_page};
use crate::db::Query;
use crate::rows::{BulkRowRecord, BulkRowState, BulkRunRecord, BulkRunSearch, DeclarationRecord};
use crate::store::Store;

impl Store {
    /// A tenant's run.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn bulk_run(
        &self,
        tenant: TenantId,
        id: BulkRunId,
    ) -> anyhow::Result<Option<BulkRunRecord>> {
        self.db()
            .read_one(one_of_tenant::<BulkRunRecord>(tenant, &id))
            .await
    }

    /// A tenant's runs, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn bulk_runs(
        &self,
        tenant: TenantId,
        search: &BulkRunSearch,
    ) -> anyhow::Result<Page<BulkRunRecord>> {
        let query = of_tenant::<BulkRunRecord>(tenant)
            .and("requested_by =", search.requested_by.as_ref())
            .and("id <", search.before.as_ref())
            .sql(" ORDER BY id DESC");
        read_page(self, query, search.limit, 0).await
    }

    /// How many runs of a tenant are not at their end.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_bulk_runs(&self, tenant: TenantId) -> anyhow::Result<i64> {
        let query = Query::new("SELECT COUNT(*) FROM bulk_run WHERE finished_at IS NULL")
            .sql(" AND tenant_id = ")
            .bind(&tenant);
        let count = self.db().read_one::<(i64,)>(query).await?;
        Ok(count.map_or(0, |(count,)| count))
    }

    /// Rows of a tenant's run behind one, in their order; of one state where it is named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn bulk_rows(
        &self,
        tenant: TenantId,
        run: BulkRunId,
        behind: u32,
        limit: u32,
    ) -> anyhow::Result<Page<BulkRowRecord>> {
        let query = rows_of(tenant, run)
            .sql(" AND number > ")
            .bind(&behind)
            .sql(" ORDER BY number");
        read_page(self, query, limit, 0).await
    }

    /// The first rows of a tenant's run that were not looked at yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn pending_bulk_rows(
        &self,
        tenant: TenantId,
        run: BulkRunId,
        limit: u32,
    ) -> anyhow::Result<Page<BulkRowRecord>> {
        let query = rows_of(tenant, run).sql(" AND state = 'pending' ORDER BY number");
        read_page(self, query, limit, 0).await
    }

    /// How many rows of a tenant's run are in which state.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn bulk_counts(
        &self,
        tenant: TenantId,
        run: BulkRunId,
    ) -> anyhow::Result<Vec<(BulkRowState, i64)>> {
        let query = Query::new("SELECT state, COUNT(*) FROM bulk_row WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" AND run_id = ")
            .bind(&run)
            .sql(" GROUP BY state");
        self.db().read(query).await
    }

    /// Declarations of a tenant, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declarations_of_tenant(
        &self,
        tenant: TenantId,
        ids: &[DeclarationId],
    ) -> anyhow::Result<Vec<DeclarationRecord>> {
        let query =
            |ids: &[DeclarationId]| of_tenant::<DeclarationRecord>(tenant).and_in("id", ids);
        self.db().read_by(ids, query).await
    }
}

fn rows_of(tenant: TenantId, run: BulkRunId) -> Query {
    of_tenant::<BulkRowRecord>(tenant)
        .sql(" AND run_id = ")
        .bind(&run)
}
