//! How is a tenant set up: its connections, versioned configuration and master data?

use std::collections::BTreeMap;

use cas_model::configuration::ConfigurationKind;
use cas_model::ids::{SystemCode, TenantId};

use super::{by, by_keys, of_tenant};
use crate::commit::insertion;
use crate::db::{Column as _, Query, batches, undisturbed};
use crate::rows::{ConfigurationRow, ConnectionRow, MasterDataKey, MasterDataRow, TenantRow};
use crate::store::Store;

/// The store counts versions, so that two who change the same do not give the same number.
const CONNECTION: &str = "(tenant_id, system) DO UPDATE SET document = excluded.document, \
    version = connection.version + 1, updated_at = excluded.updated_at";

const MASTER_DATA: &str = "(tenant_id, kind, code) DO UPDATE SET document = excluded.document, \
    version = master_data.version + 1, updated_at = excluded.updated_at";

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

    /// Every version of everything a tenant configured, oldest version first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn configurations(&self, tenant: TenantId) -> anyhow::Result<Vec<ConfigurationRow>> {
        let query = of_tenant::<ConfigurationRow>(tenant).sql(" ORDER BY kind, name, version");
        self.db().read(query).await
    }

    /// All versions of one flow, decision table or settings, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn configuration_versions(
        &self,
        tenant: TenantId,
        kind: ConfigurationKind,
        name: &str,
    ) -> anyhow::Result<Vec<ConfigurationRow>> {
        let query = of_tenant::<ConfigurationRow>(tenant)
            .sql(" AND kind = ")
            .bind(&kind)
            .sql(" AND name = ")
            .bind(&name.to_owned())
            .sql(" ORDER BY version");
        self.db().read(query).await
    }

    /// How often the configuration of these tenants changed; a tenant that has none is left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn configuration_counters(
        &self,
        tenants: &[TenantId],
    ) -> anyhow::Result<Vec<(TenantId, i64)>> {
        let of = |tenants: &[TenantId]| {
            Query::new("SELECT tenant_id, version FROM configuration_counter WHERE tenant_id IN ")
                .list(tenants)
        };
        self.db().read_by(tenants, of).await
    }

    /// Adds or replaces master-data records, all or none; of two with one key the last counts.
    /// The store counts their versions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_master_data(&self, rows: &[MasterDataRow]) -> anyhow::Result<()> {
        let last: BTreeMap<_, _> = rows
            .iter()
            .map(|row| ((row.tenant_id, &row.kind, &row.code), row))
            .collect();
        let last: Vec<&MasterDataRow> = last.into_values().collect();
        undisturbed(|| self.try_put_master_data(&last)).await?;
        Ok(())
    }

    async fn try_put_master_data(&self, rows: &[&MasterDataRow]) -> Result<(), sqlx::Error> {
        let mut transaction = self.db().begin().await?;
        for batch in batches(rows) {
            transaction.execute(insertion(batch, MASTER_DATA)).await?;
        }
        transaction.commit().await
    }

    /// Master-data records of any tenant, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn master_data(&self, keys: &[MasterDataKey]) -> anyhow::Result<Vec<MasterDataRow>> {
        by_keys(self, &["tenant_id", "kind", "code"], keys, |key, into| {
            into.extend([
                key.tenant_id.write(),
                key.kind.to_owned().write(),
                key.code.write(),
            ]);
        })
        .await
    }
}
