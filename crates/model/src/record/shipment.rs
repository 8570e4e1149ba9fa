//! What does the store keep of a shipment?

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::declaration::Direction;
use crate::document::CustomsShipment;
use crate::ids::{ShipmentId, TenantId};
use crate::input_change::InputChange;
use crate::record::Json;

/// A shipment, as the ERP sent it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShipmentRecord {
    /// The tenant whose shipment it is.
    pub tenant_id: TenantId,
    /// The id that this system gave it.
    pub id: ShipmentId,
    /// The ERP's reference; with the direction its identity in the tenant.
    pub external_reference: String,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    pub direction: Direction,
    /// The flow it runs in; none where customs told of it first.
    pub flow: Option<String>,
    /// The version of the flow, from 1.
    pub flow_version: u32,
    /// Which run of the flow this is, from 1: a replacement starts the next.
    pub run: u32,
    /// The names of the steps that this run has started.
    pub started_steps: Json<BTreeSet<String>>,
    /// The document in its canonical form.
    pub document: Json<CustomsShipment>,
    /// Which of its values input mappings changed.
    pub input_changes: Json<Vec<InputChange>>,
    /// Counts its changes, from 1.
    pub version: u32,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A shipment's identity within all tenants.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShipmentIdentity {
    /// The tenant whose shipment it is.
    pub tenant_id: TenantId,
    /// The reference that the ERP gave the shipment.
    pub external_reference: String,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    pub direction: Direction,
}

impl ShipmentRecord {
    /// What tells this shipment from all others.
    #[must_use]
    pub fn identity(&self) -> ShipmentIdentity {
        ShipmentIdentity {
            tenant_id: self.tenant_id,
            external_reference: self.external_reference.clone(),
            direction: self.direction,
        }
    }
}
