//! How is a tenant set up: its connections and versioned configuration?

use cas_model::configuration::{ConfigurationKind, ConfigurationName};
use cas_model::ids::{SystemCode, TenantId};
use cas_model::record::ConfigurationKey;

use super::page::{ANY_NUMBER, read_page};
use super::{Page, by, by_keys, of_tenant};
use crate::commit::insertion;
use crate::db::{Column as _, Db, Query, Record, undisturbed};
use crate::rows::{ClientRow, ConfigurationHead, ConfigurationRecord, ConnectionRecord, TenantRow};
use crate::store::Store;

/// The store counts versions, so that two who change the same do not give the same number.
const CONNECTION: &str = "(tenant_id, system) DO UPDATE SET document = excluded.document, \
    version = connection.version + 1, updated_at = excluded.updated_at";

impl Store {
    /// Adds a tenant; one that is there stays as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_tenant(&self, row: &TenantRow) -> anyhow::Result<()> {
        self.write(insertion(&[row], "DO NOTHING")).await?;
        Ok(())
    }

    /// Adds the first tenant with its clients, in a store that has no tenant; false, and nothing is
    /// added, where there is one. Of several nodes that start at once one adds its own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_first_tenant(
        &self,
        tenant: &TenantRow,
        clients: &[ClientRow],
    ) -> anyhow::Result<bool> {
        let added = undisturbed(|| add_first_tenant(self.db(), tenant, clients)).await?;
        Ok(added)
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

    /// The tenant, where there is one and no other.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn only_tenant(&self) -> anyhow::Result<Option<TenantId>> {
        let two = Query::select::<TenantRow>().sql(" ORDER BY id LIMIT 2");
        let tenants: Vec<TenantRow> = self.db().read(two).await?;
        Ok(match tenants.as_slice() {
            [only] => Some(only.id),
            _ => None,
        })
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
    pub async fn put_connection(&self, row: &ConnectionRecord) -> anyhow::Result<()> {
        self.write(insertion(&[row], CONNECTION)).await?;
        Ok(())
    }

    /// The connections of these tenants to these systems, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn connections(
        &self,
        keys: &[(TenantId, SystemCode)],
    ) -> anyhow::Result<Vec<ConnectionRecord>> {
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
    pub async fn connections_of(&self, tenant: TenantId) -> anyhow::Result<Vec<ConnectionRecord>> {
        self.db()
            .read(of_tenant::<ConnectionRecord>(tenant).sql(" ORDER BY system"))
            .await
    }

    /// Every version of everything a tenant configured, oldest version first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn configurations(
        &self,
        tenant: TenantId,
    ) -> anyhow::Result<Vec<ConfigurationRecord>> {
        let query = of_tenant::<ConfigurationRecord>(tenant).sql(" ORDER BY kind, name, version");
        self.db().read(query).await
    }

    /// The versions of a kind without their documents, by name and oldest first; a page of bytes
    /// beginning behind a name and a version.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn configuration_heads(
        &self,
        tenant: TenantId,
        kind: ConfigurationKind,
        behind: Option<&(String, u32)>,
    ) -> anyhow::Result<Page<ConfigurationHead>> {
        let mut query = of_tenant::<ConfigurationHead>(tenant)
            .sql(" AND kind = ")
            .bind(&kind);
        if let Some((name, version)) = behind {
            query = query
                .sql(" AND (name, version) > (")
                .bind(name)
                .sql(", ")
                .bind(version)
                .sql(")");
        }
        read_page(self, query.sql(" ORDER BY name, version"), ANY_NUMBER, 0).await
    }

    /// The versions of one flow, decision table or settings without their documents, oldest first; a
    /// page of bytes beginning behind a version.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn configuration_version_heads(
        &self,
        tenant: TenantId,
        name: &ConfigurationName,
        behind: Option<u32>,
    ) -> anyhow::Result<Page<ConfigurationHead>> {
        let query = of_name::<ConfigurationHead>(tenant, name.kind, &name.name)
            .and("version >", behind.as_ref())
            .sql(" ORDER BY version");
        read_page(self, query, ANY_NUMBER, 0).await
    }

    /// Every version of everything a tenant configured without its document, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all_configuration_heads(
        &self,
        tenant: TenantId,
    ) -> anyhow::Result<Vec<ConfigurationHead>> {
        let query = of_tenant::<ConfigurationHead>(tenant).sql(" ORDER BY kind, name, version");
        self.db().read(query).await
    }

    /// The versions of a name without their documents, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn configuration_heads_of(
        &self,
        tenant: TenantId,
        name: &ConfigurationName,
    ) -> anyhow::Result<Vec<ConfigurationHead>> {
        let query = of_name::<ConfigurationHead>(tenant, name.kind, &name.name);
        let query = query.sql(" ORDER BY version");
        self.db().read(query).await
    }

    /// These versions with their documents, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn configurations_by_key(
        &self,
        keys: &[ConfigurationKey],
    ) -> anyhow::Result<Vec<ConfigurationRecord>> {
        let columns = ["tenant_id", "kind", "name", "version"];
        by_keys(self, &columns, keys, |key, into| {
            into.extend([
                key.tenant_id.write(),
                key.kind.write(),
                key.name.write(),
                key.version.write(),
            ]);
        })
        .await
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
    ) -> anyhow::Result<Vec<ConfigurationRecord>> {
        let query = of_name::<ConfigurationRecord>(tenant, kind, name);
        let query = query.sql(" ORDER BY version");
        self.db().read(query).await
    }
}

async fn add_first_tenant(
    db: &Db,
    tenant: &TenantRow,
    clients: &[ClientRow],
) -> Result<bool, sqlx::Error> {
    let mut transaction = db.begin().await?;
    if let Db::Postgres(_) = db {
        // SQLite has one writer at a time; here whoever comes second waits, and then sees the first.
        let lock = Query::new("LOCK TABLE tenant IN SHARE ROW EXCLUSIVE MODE");
        transaction.execute(lock).await?;
    }
    let known = Query::select::<TenantRow>().sql(" LIMIT 1");
    if !transaction.rows(known).await?.is_empty() {
        transaction.rollback().await?;
        return Ok(false);
    }
    let clients: Vec<&ClientRow> = clients.iter().collect();
    if !clients.is_empty() {
        transaction
            .execute(insertion(&clients, "DO NOTHING"))
            .await?;
    }
    transaction
        .execute(insertion(&[tenant], "DO NOTHING"))
        .await?;
    transaction.commit().await?;
    Ok(true)
}

/// The versions of one flow, decision table, …
fn of_name<R: Record>(tenant: TenantId, kind: ConfigurationKind, name: &str) -> Query {
    of_tenant::<R>(tenant)
        .sql(" AND kind = ")
        .bind(&kind)
        .sql(" AND name = ")
        .bind(&name.to_owned())
}
