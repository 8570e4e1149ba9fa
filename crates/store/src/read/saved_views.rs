//! Which views of lists did people save?

use cas_model::ids::{SavedViewId, TenantId};
use jiff::Timestamp;

use super::{of_tenant, one_of_tenant};
use crate::commit::insertion;
use crate::db::Query;
use crate::rows::SavedViewRow;
use crate::store::Store;

impl Store {
    /// The views of a list that a person of a tenant sees: his own and the shared ones, in the order
    /// in which they were made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn saved_views(
        &self,
        tenant: TenantId,
        list: &str,
        person: &str,
        limit: u32,
    ) -> anyhow::Result<Vec<SavedViewRow>> {
        let query = of_tenant::<SavedViewRow>(tenant)
            .sql(" AND list = ")
            .bind(&list.to_owned())
            .sql(" AND (is_shared = 1 OR owner = ")
            .bind(&person.to_owned())
            .sql(") ORDER BY id LIMIT ")
            .bind(&limit);
        self.db().read(query).await
    }

    /// A tenant's view.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn saved_view(
        &self,
        tenant: TenantId,
        id: SavedViewId,
    ) -> anyhow::Result<Option<SavedViewRow>> {
        self.db()
            .read_one(one_of_tenant::<SavedViewRow>(tenant, &id))
            .await
    }

    /// How many views a person of a tenant has, of those made since a time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_saved_views(
        &self,
        tenant: TenantId,
        person: &str,
        since: Option<Timestamp>,
    ) -> anyhow::Result<i64> {
        let query = Query::new("SELECT COUNT(*) FROM saved_view WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" AND owner = ")
            .bind(&person.to_owned())
            .sql(" AND created_at >= ")
            .bind(&since.unwrap_or(Timestamp::UNIX_EPOCH));
        let count = self.db().read_one::<(i64,)>(query).await?;
        Ok(count.map_or(0, |(count,)| count))
    }

    /// Adds a view.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_saved_view(&self, row: &SavedViewRow) -> anyhow::Result<()> {
        self.write(insertion(&[row], "DO NOTHING")).await?;
        Ok(())
    }

    /// Changes a view of its owner; false where there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_saved_view(&self, row: &SavedViewRow) -> anyhow::Result<bool> {
        let query = Query::new("UPDATE saved_view SET name = ")
            .bind(&row.name)
            .sql(", is_shared = ")
            .bind(&row.is_shared)
            .sql(", search = ")
            .bind(&row.search)
            .sql(", columns = ")
            .bind(&row.columns)
            .sql(", updated_at = ")
            .bind(&row.updated_at)
            .sql(" WHERE tenant_id = ")
            .bind(&row.tenant_id)
            .sql(" AND id = ")
            .bind(&row.id)
            .sql(" AND owner = ")
            .bind(&row.owner);
        Ok(self.write(query).await? == 1)
    }

    /// Removes a view of its owner; false where there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_saved_view(
        &self,
        tenant: TenantId,
        id: SavedViewId,
        owner: &str,
    ) -> anyhow::Result<bool> {
        let query = Query::new("DELETE FROM saved_view WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" AND id = ")
            .bind(&id)
            .sql(" AND owner = ")
            .bind(&owner.to_owned());
        Ok(self.write(query).await? == 1)
    }
}
