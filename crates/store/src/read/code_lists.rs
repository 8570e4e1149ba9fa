//! Which codes does a tenant know?

use cas_model::ids::TenantId;

use super::{Page, behind, of_tenant, part, read_page, valid_on};
use crate::rows::{CodeListEntryRecord, CodeListRecord, CodeListSearch};
use crate::store::Store;

impl Store {
    /// The lists of codes that a tenant has loaded, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn code_lists_of(&self, tenant: TenantId) -> anyhow::Result<Vec<CodeListRecord>> {
        let query = of_tenant::<CodeListRecord>(tenant).sql(" ORDER BY list");
        self.db().read(query).await
    }

    /// A list of codes that a tenant has loaded.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn code_list(
        &self,
        tenant: TenantId,
        list: &str,
    ) -> anyhow::Result<Option<CodeListRecord>> {
        let query = of_tenant::<CodeListRecord>(tenant)
            .sql(" AND list = ")
            .bind(&list.to_owned());
        self.db().read_one(query).await
    }

    /// All entries of all lists of codes of a tenant, by list, code and first day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn code_lists(&self, tenant: TenantId) -> anyhow::Result<Vec<CodeListEntryRecord>> {
        let query =
            of_tenant::<CodeListEntryRecord>(tenant).sql(" ORDER BY list, code, valid_from");
        self.db().read(query).await
    }

    /// A tenant's entries of a list that match, by code and first day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_code_list(
        &self,
        tenant: TenantId,
        list: &str,
        search: &CodeListSearch,
    ) -> anyhow::Result<Page<CodeListEntryRecord>> {
        let mut query = of_tenant::<CodeListEntryRecord>(tenant)
            .sql(" AND list = ")
            .bind(&list.to_owned());
        if let Some(text) = &search.text {
            let pattern = part(&text.to_lowercase());
            query = query
                .sql(" AND (LOWER(code) LIKE ")
                .bind(&pattern)
                .sql(" ESCAPE '!' OR LOWER(description) LIKE ")
                .bind(&pattern)
                .sql(" ESCAPE '!')");
        }
        let query = behind(valid_on(query, search.valid_on), search.after.as_ref());
        let query = query.sql(" ORDER BY code, valid_from");
        read_page(self, query, search.limit, search.offset).await
    }
}
