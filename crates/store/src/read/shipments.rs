//! Which shipments are there?

use cas_model::ids::{ShipmentId, TenantId};
use cas_model::visibility::VisibleParts;

use super::listing::{ListPage, Listing, Share};
use super::visible::and_shipment_shown;
use super::{beginning, by_keys, one_of_tenant};
use crate::db::{Column as _, Query};
use crate::rows::{ListCount, ShipmentHead, ShipmentIdentity, ShipmentRecord, ShipmentSearch};
use crate::store::Store;

impl Store {
    /// A tenant's shipment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shipment(
        &self,
        tenant: TenantId,
        id: ShipmentId,
    ) -> anyhow::Result<Option<ShipmentRecord>> {
        self.db()
            .read_one(one_of_tenant::<ShipmentRecord>(tenant, &id))
            .await
    }

    /// Of a tenant's shipments, those that somebody may see: those of which all declarations, and at
    /// least one, are visible; all where there is no restriction.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shipments_shown(
        &self,
        tenant: TenantId,
        ids: &[ShipmentId],
        visible: Option<&VisibleParts>,
    ) -> anyhow::Result<Vec<ShipmentId>> {
        let query = |ids: &[ShipmentId]| {
            // By the ids: no index of the tenant's is to be taken.
            let query = Query::new("SELECT id FROM shipment WHERE COALESCE(tenant_id, '') = ");
            and_shipment_shown(query.bind(&tenant).and_in("id", ids), tenant, visible)
        };
        let shown: Vec<(ShipmentId,)> = self.db().read_by(ids, query).await?;
        Ok(shown.into_iter().map(|(id,)| id).collect())
    }

    /// A tenant's shipments that match, in the order that is asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_shipments(
        &self,
        tenant: TenantId,
        search: &ShipmentSearch,
    ) -> anyhow::Result<ListPage<ShipmentHead>> {
        let share = Share {
            limit: search.limit,
            offset: 0,
        };
        let listing = shipments_listed(tenant, search);
        listing.page(self, &search.place, share).await
    }

    /// How many of a tenant's shipments match.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_shipments(
        &self,
        tenant: TenantId,
        search: &ShipmentSearch,
    ) -> anyhow::Result<ListCount> {
        let listing = shipments_listed(tenant, search);
        listing.count(self, &search.place).await
    }

    /// The shipments of these identities, of any tenant and in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shipments_by_identity(
        &self,
        identities: &[ShipmentIdentity],
    ) -> anyhow::Result<Vec<ShipmentRecord>> {
        let columns = ["tenant_id", "external_reference", "direction"];
        by_keys(self, &columns, identities, |identity, into| {
            into.extend([
                identity.tenant_id.write(),
                identity.external_reference.write(),
                identity.direction.write(),
            ]);
        })
        .await
    }
}

fn shipments_listed(tenant: TenantId, search: &ShipmentSearch) -> Listing {
    let mut listing = Listing::of_tenant::<ShipmentHead>(tenant);
    listing.scope = listing
        .scope
        .and("external_reference =", search.external_reference.as_ref());
    listing.is_few = search.external_reference.is_some();
    let order = search.place.sort.order;
    listing.filter("flow", &search.flows);
    listing.filter("direction", search.direction.as_slice());
    listing.compare(order, "created_at", ">=", search.created_from.as_ref());
    listing.compare(order, "created_at", "<", search.created_to.as_ref());
    listing.compare(order, "updated_at", ">=", search.updated_from.as_ref());
    listing.compare(order, "updated_at", "<", search.updated_to.as_ref());
    if let Some(begin) = &search.reference_begins {
        let begins = Query::new(" AND UPPER(external_reference) LIKE ")
            .bind(&beginning(&begin.to_uppercase()))
            .sql(" ESCAPE '!'");
        listing.restrict(begins);
    }
    if search.visible.is_some() {
        let shown = and_shipment_shown(Query::new(""), tenant, search.visible.as_ref());
        listing.restrict(shown);
    }
    listing
}
