//! Which declarations match what is searched for?

use cas_model::ids::TenantId;

use super::visible::and_visible;
use super::{Page, of_tenant, read_page};
use crate::db::Query;
use crate::rows::{DeclarationRecord, DeclarationSearch, DeclarationSort, LocalTime};
use crate::store::Store;

impl Store {
    /// A tenant's declarations that match, sorted as asked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_declarations(
        &self,
        tenant: TenantId,
        search: &DeclarationSearch,
    ) -> anyhow::Result<Page<DeclarationRecord>> {
        let query = times(
            attributes(of_tenant::<DeclarationRecord>(tenant), search),
            search,
        );
        let query = and_visible(query, search.visible.as_ref());
        let query = sorted(query, search);
        read_page(self, query, search.limit, search.offset).await
    }
}

fn attributes(query: Query, search: &DeclarationSearch) -> Query {
    query
        .and("external_reference =", search.external_reference.as_ref())
        .and("direction =", search.direction.as_ref())
        .and("ship_from =", search.ship_from.as_ref())
        .and("ship_to =", search.ship_to.as_ref())
        .and("lrn =", search.lrn.as_ref())
        .and("mrn =", search.mrn.as_ref())
        .and("arc =", search.arc.as_ref())
        .and("ucr =", search.ucr.as_ref())
        .and("flow =", search.flow.as_ref())
        .and("plant =", search.plant.as_ref())
        .and_in("declaration_type", &search.declaration_types)
        .and_in("step", &search.steps)
        .and_in("status", &search.statuses)
        .and_in("jurisdiction", &search.jurisdictions)
        .and_in("storage_location", &search.storage_locations)
}

/// Dates are kept as `2026-01-31`, whose order as text is their order.
fn times(query: Query, search: &DeclarationSearch) -> Query {
    query
        .and("declaration_date >=", search.declaration_date_from.as_ref())
        .and("declaration_date <=", search.declaration_date_to.as_ref())
        .and_since("created_at", search.created_from.as_ref())
        .and_until("created_at", search.created_to.as_ref())
        .and_since("updated_at", search.updated_from.as_ref())
        .and_until("updated_at", search.updated_to.as_ref())
}

impl Query {
    /// The earliest time anywhere first: an index knows it.
    pub(super) fn and_since(self, column: &str, time: Option<&LocalTime>) -> Self {
        let earliest = time.map(|time| time.range().0);
        let condition = format!("{column} >=");
        let query = self.and(&condition, earliest.as_ref());
        query.and_locally(&condition, time)
    }

    pub(super) fn and_until(self, column: &str, time: Option<&LocalTime>) -> Self {
        let latest = time.map(|time| time.range().1);
        let condition = format!("{column} <=");
        let query = self.and(&condition, latest.as_ref());
        query.and_locally(&condition, time)
    }

    /// The time of each declaration's jurisdiction, where they differ.
    fn and_locally(self, condition: &str, time: Option<&LocalTime>) -> Self {
        let Some(time) = time.filter(|time| !time.of.is_empty()) else {
            return self;
        };
        let mut query = self.sql(" AND ").sql(condition).sql(" CASE");
        for (time, jurisdictions) in &time.of {
            query = query
                .sql(" WHEN jurisdiction IN ")
                .list(jurisdictions)
                .sql(" THEN ")
                .bind(time);
        }
        query.sql(" ELSE ").bind(&time.otherwise).sql(" END")
    }
}

fn sorted(query: Query, search: &DeclarationSearch) -> Query {
    let (column, behind, order) = match search.sort {
        DeclarationSort::CreatedDescending => ("created_at", "<", "DESC"),
        DeclarationSort::CreatedAscending => ("created_at", ">", "ASC"),
        DeclarationSort::UpdatedDescending => ("updated_at", "<", "DESC"),
        DeclarationSort::UpdatedAscending => ("updated_at", ">", "ASC"),
    };
    let query = match &search.after {
        Some((time, id)) => query
            .sql(&format!(" AND ({column}, id) {behind} ("))
            .bind(time)
            .sql(", ")
            .bind(id)
            .sql(")"),
        None => query,
    };
    query.sql(&format!(" ORDER BY {column} {order}, id {order}"))
}
