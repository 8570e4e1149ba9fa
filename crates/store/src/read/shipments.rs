//! Which shipments are there?

use cas_model::ids::{ShipmentId, TenantId};

use super::{by_keys, one_of_tenant};
use crate::db::Column as _;
use crate::rows::{ShipmentIdentity, ShipmentRecord};
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
