//! Which shipments are there?

use cas_model::ids::{ShipmentId, TenantId};
use cas_model::visibility::VisibleParts;

use super::visible::and_shipment_shown;
use super::{Page, by_keys, of_tenant, one_of_tenant, read_page};
use crate::db::{Column as _, Query};
use crate::rows::{ShipmentHead, ShipmentIdentity, ShipmentRecord, ShipmentSearch};
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
            let query = Query::new("SELECT id FROM shipment WHERE tenant_id = ").bind(&tenant);
            and_shipment_shown(query.and_in("id", ids), tenant, visible)
        };
        let shown: Vec<(ShipmentId,)> = self.db().read_by(ids, query).await?;
        Ok(shown.into_iter().map(|(id,)| id).collect())
    }

    /// A tenant's shipments that match, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_shipments(
        &self,
        tenant: TenantId,
        search: &ShipmentSearch,
    ) -> anyhow::Result<Page<ShipmentHead>> {
        let query = of_tenant::<ShipmentHead>(tenant)
            .and("external_reference =", search.external_reference.as_ref())
            .and("direction =", search.direction.as_ref())
            .and("flow =", search.flow.as_ref())
            .and("created_at >=", search.created_from.as_ref())
            .and("created_at <", search.created_to.as_ref());
        let query = and_shipment_shown(query, tenant, search.visible.as_ref());
        let query = match &search.after {
            Some((time, id)) => query
                .sql(" AND (created_at, id) < (")
                .bind(time)
                .sql(", ")
                .bind(id)
                .sql(")"),
            None => query,
        };
        let query = query.sql(" ORDER BY created_at DESC, id DESC");
        read_page(self, query, search.limit, 0).await
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
