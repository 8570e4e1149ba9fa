//! How is an audit trail listed?

use cas_model::ids::{TenantId, UserId};
use jiff::Timestamp;

use super::listing::{ListPage, Listing, Share};
use crate::db::Query;
use crate::rows::{AuditEntry, AuditSearch, ListCount};
use crate::store::Store;

impl Store {
    /// Entries of a tenant's audit trail that match, the newest first unless the search says otherwise.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit(
        &self,
        tenant: TenantId,
        search: &AuditSearch,
    ) -> anyhow::Result<ListPage<AuditEntry>> {
        let share = Share {
            limit: search.limit,
            offset: 0,
        };
        listed(tenant, search)
            .page(self, &search.place, share)
            .await
    }

    /// How many entries of a tenant's audit trail match.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_audit(
        &self,
        tenant: TenantId,
        search: &AuditSearch,
    ) -> anyhow::Result<ListCount> {
        listed(tenant, search).count(self, &search.place).await
    }

    /// Whether a person did this from an address since a time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn did_from(
        &self,
        user: UserId,
        event: &str,
        address: &str,
        since: Timestamp,
    ) -> anyhow::Result<bool> {
        let query = Query::new("SELECT sequence FROM audit WHERE user_id = ")
            .bind(&user)
            .sql(" AND event = ")
            .bind(&event.to_owned())
            .sql(" AND recorded_at >= ")
            .bind(&since)
            .sql(" AND address = ")
            .bind(&address.to_owned())
            .sql(" LIMIT 1");
        let found = self.db().read_one::<(i64,)>(query).await?;
        Ok(found.is_some())
    }
}

fn listed(tenant: TenantId, search: &AuditSearch) -> Listing {
    let mut listing = Listing::of_tenant::<AuditEntry>(tenant);
    let order = search.place.sort.order;
    if search.refusals_only {
        listing.scope = listing.scope.sql(" AND is_refusal = 1");
    }
    listing.compare(order, "recorded_at", ">=", search.from.as_ref());
    listing.compare(order, "recorded_at", "<", search.until.as_ref());
    let texts = |values: &Option<String>| values.iter().cloned().collect::<Vec<_>>();
    listing.filter("subject", &texts(&search.subject));
    listing.filter("person_id", &texts(&search.person));
    listing.filter("client_id", &texts(&search.client));
    listing.filter("kind", &search.kinds);
    listing.filter_apart("event", &search.events);
    let users: Vec<UserId> = search.user.into_iter().collect();
    listing.filter_apart("user_id", &users);
    if let Some(kinds) = &search.only_kinds {
        listing.filter_apart("kind", kinds);
    }
    listing
}
