//! What is known of a code, on which day, and what was known before?

use cas_model::ids::TenantId;
use cas_model::master_data::in_force;
use jiff::civil::Date;

use super::listing::{ListPage, Listing, Share};
use super::{Page, behind, by, by_keys, of_tenant, part, read_page, valid_on};
use crate::db::{Column as _, Query, Value};
use crate::rows::{
    FirstDay, ListCount, MasterDataHead, MasterDataKey, MasterDataListing, MasterDataRecord,
    MasterDataSearch,
};
use crate::store::Store;

impl Store {
    /// For each key the record in force on a day, where there is one: of the current records of
    /// the code that count on the day, the one that begins last. Of any tenant, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn master_data_in_force(
        &self,
        keys: &[MasterDataKey],
        day: Date,
    ) -> anyhow::Result<Vec<MasterDataRecord>> {
        let rows = self.master_data_records(keys).await?;
        let mut by_code: Vec<Vec<MasterDataRecord>> = Vec::new();
        for row in rows {
            // The records of one code stand together.
            match by_code.last_mut().filter(|known| is_of_code(known, &row)) {
                Some(known) => known.push(row),
                None => by_code.push(vec![row]),
            }
        }
        let of_day = |records| in_force(records, day, MasterDataRecord::period);
        Ok(by_code.into_iter().filter_map(of_day).collect())
    }

    /// The current records of codes, whatever their days. Of any tenant, in no order; those of one
    /// code stand together.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn master_data_records(
        &self,
        keys: &[MasterDataKey],
    ) -> anyhow::Result<Vec<MasterDataRecord>> {
        let columns = ["tenant_id", "kind", "code", "is_current"];
        let mut rows: Vec<MasterDataRecord> = by_keys(self, &columns, keys, current_values).await?;
        rows.sort_unstable_by(|a, b| version_key(a).cmp(&version_key(b)));
        Ok(rows)
    }

    /// A version of a record, current or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn master_data_version(
        &self,
        key: &MasterDataKey,
        version: u32,
    ) -> anyhow::Result<Option<MasterDataRecord>> {
        let query = of_code(key).sql(" AND version = ").bind(&version);
        self.db().read_one(query).await
    }

    /// All versions of the records of a code, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn master_data_versions(
        &self,
        key: &MasterDataKey,
    ) -> anyhow::Result<Vec<MasterDataRecord>> {
        let query = of_code(key).sql(" ORDER BY version DESC");
        self.db().read(query).await
    }

    /// A tenant's current records of a kind that match, by code and first day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_master_data(
        &self,
        tenant: TenantId,
        kind: &str,
        search: &MasterDataSearch,
    ) -> anyhow::Result<Page<MasterDataRecord>> {
        let mut query = of_tenant::<MasterDataRecord>(tenant)
            .sql(" AND kind = ")
            .bind(&kind.to_owned())
            .sql(" AND is_current = 1");
        if let Some(text) = &search.text {
            query = query
                .sql(" AND search_text LIKE ")
                .bind(&part(&text.to_lowercase()))
                .sql(" ESCAPE '!'");
        }
        let query = behind(valid_on(query, search.valid_on), search.after.as_ref());
        let query = query.sql(" ORDER BY code, valid_from");
        read_page(self, query, search.limit, search.offset).await
    }

    /// A tenant's current records of a kind that match, without their documents.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_master_data(
        &self,
        tenant: TenantId,
        kind: &str,
        search: &MasterDataListing,
    ) -> anyhow::Result<ListPage<MasterDataHead>> {
        let share = Share {
            limit: search.limit,
            offset: search.offset,
        };
        let listing = master_data_listed(tenant, kind, search);
        listing.page(self, &search.place, share).await
    }

    /// How many of a tenant's current records of a kind match.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_master_data(
        &self,
        tenant: TenantId,
        kind: &str,
        search: &MasterDataListing,
    ) -> anyhow::Result<ListCount> {
        let listing = master_data_listed(tenant, kind, search);
        listing.count(self, &search.place).await
    }

    /// These versions of a tenant's records of a kind, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn master_data_of_heads(
        &self,
        tenant: TenantId,
        kind: &str,
        heads: &[MasterDataHead],
    ) -> anyhow::Result<Vec<MasterDataRecord>> {
        let columns = ["tenant_id", "kind", "code", "version"];
        let heads: Vec<(&str, u32)> = heads
            .iter()
            .map(|head| (head.code.as_str(), head.version))
            .collect();
        by_keys(self, &columns, &heads, |(code, version), into| {
            into.extend([
                tenant.write(),
                kind.to_owned().write(),
                (*code).to_owned().write(),
                version.write(),
            ]);
        })
        .await
    }

    /// All current records of a kind of some tenants, by tenant, code and first day: for what
    /// nodes keep in memory.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn master_data_of_kind(
        &self,
        tenants: &[TenantId],
        kind: &str,
    ) -> anyhow::Result<Vec<MasterDataRecord>> {
        let select = |tenants: &[TenantId]| {
            by::<MasterDataRecord>("tenant_id", tenants)
                .sql(" AND kind = ")
                .bind(&kind.to_owned())
                .sql(" AND is_current = 1 ORDER BY tenant_id, code, valid_from")
        };
        self.db().read_by(tenants, select).await
    }

    /// How often what nodes keep in memory changed, by tenant; tenants of whom nothing ever
    /// changed are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn configuration_counters(
        &self,
        tenants: &[TenantId],
    ) -> anyhow::Result<Vec<(TenantId, i64)>> {
        let select = |tenants: &[TenantId]| {
            Query::new("SELECT tenant_id, version FROM configuration_counter WHERE tenant_id IN ")
                .list(tenants)
        };
        self.db().read_by(tenants, select).await
    }
}

fn is_of_code(known: &[MasterDataRecord], row: &MasterDataRecord) -> bool {
    known.first().is_some_and(|first| {
        (first.tenant_id, &first.kind, &first.code) == (row.tenant_id, &row.kind, &row.code)
    })
}

fn of_code(key: &MasterDataKey) -> Query {
    of_tenant::<MasterDataRecord>(key.tenant_id)
        .sql(" AND kind = ")
        .bind(&key.kind.to_owned())
        .sql(" AND code = ")
        .bind(&key.code)
}

fn version_key(row: &MasterDataRecord) -> (TenantId, &str, &str, FirstDay) {
    (row.tenant_id, &row.kind, &row.code, row.valid_from)
}

fn current_values(key: &MasterDataKey, into: &mut Vec<Value>) {
    into.extend([
        key.tenant_id.write(),
        key.kind.to_owned().write(),
        key.code.write(),
        true.write(),
    ]);
}

fn master_data_listed(tenant: TenantId, kind: &str, search: &MasterDataListing) -> Listing {
    let mut listing = Listing::of_tenant::<MasterDataHead>(tenant);
    listing.scope = listing
        .scope
        .sql(" AND kind = ")
        .bind(&kind.to_owned())
        .sql(" AND is_current = 1");
    let order = search.place.sort.order;
    listing.compare(order, "updated_at", ">=", search.updated_from.as_ref());
    if let Some(text) = &search.text {
        let has_text = Query::new(" AND search_text LIKE ").bind(&part(&text.to_lowercase()));
        listing.restrict(has_text.sql(" ESCAPE '!'"));
    }
    if search.valid_on.is_some() {
        listing.restrict(valid_on(Query::new(""), search.valid_on));
    }
    listing
}
