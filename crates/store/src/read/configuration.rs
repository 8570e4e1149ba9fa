//! How is a tenant set up: its connections and flows?

use cas_model::ids::{SystemCode, TenantId};

use super::{by, by_keys, of_tenant};
use crate::commit::insertion;
use crate::db::{Column as _, Query};
use crate::rows::{ConnectionRow, FlowRow, TenantRow};
use crate::store::Store;

/// The store counts versions, so that two who change the same do not give the same number.
const CONNECTION: &str = "(tenant_id, system) DO UPDATE SET document = excluded.document, \
    version = connection.version + 1, updated_at = excluded.updated_at";

const FLOW: &str = "(tenant_id, name, version) DO UPDATE SET document = excluded.document, \
    active = excluded.active";

impl Store {
    /// Adds a tenant; one that is there stays as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_tenant(&self, row: &TenantRow) -> anyhow::Result<()> {
        self.db().execute(insertion(&[row], "DO NOTHING")).await?;
        Ok(())
    }

    /// All tenants, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tenants(&self) -> anyhow::Result<Vec<TenantRow>> {
        self.db()
            .read(Query::select::<TenantRow>().sql(" ORDER BY id"))
            .await
    }

    /// One tenant.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tenant(&self, id: TenantId) -> anyhow::Result<Option<TenantRow>> {
        self.db().read_one(by::<TenantRow>("id", &[id])).await
    }

    /// Adds or replaces a connection. The store counts its versions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_connection(&self, row: &ConnectionRow) -> anyhow::Result<()> {
        self.db().execute(insertion(&[row], CONNECTION)).await?;
        Ok(())
    }

    /// The connections of these tenants to these systems, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn connections(
        &self,
        keys: &[(TenantId, SystemCode)],
    ) -> anyhow::Result<Vec<ConnectionRow>> {
        by_keys(
            self,
            &["tenant_id", "system"],
            keys,
            |(tenant, system), into| {
                into.extend([tenant.write(), system.write()]);
            },
        )
        .await
    }

    /// A tenant's connections.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn connections_of(&self, tenant: TenantId) -> anyhow::Result<Vec<ConnectionRow>> {
        self.db()
            .read(of_tenant::<ConnectionRow>(tenant).sql(" ORDER BY system"))
            .await
    }

    /// Adds a version of a flow, or replaces it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_flow(&self, row: &FlowRow) -> anyhow::Result<()> {
        self.db().execute(insertion(&[row], FLOW)).await?;
        Ok(())
    }

    /// All versions of all flows of tenants, active or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn flows(&self, tenants: &[TenantId]) -> anyhow::Result<Vec<FlowRow>> {
        let of = |tenants: &[TenantId]| {
            by::<FlowRow>("tenant_id", tenants).sql(" ORDER BY tenant_id, name, version")
        };
        self.db().read_by(tenants, of).await
    }
}
