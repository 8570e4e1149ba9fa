//! Tenants, their connections and flows.

use cas_model::ids::{SystemCode, TenantId};
use jiff::Timestamp;

/// A tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantRow {
    /// Its id.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A tenant's connection to a customs system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionRow {
    /// The tenant.
    pub tenant_id: TenantId,
    /// The system.
    pub system: SystemCode,
    /// JSON: endpoint, secrets, timeout, retry schedule, and the system's own settings.
    pub document: String,
    /// Counts its changes, from 1.
    pub version: u32,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// One version of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowRow {
    /// The tenant.
    pub tenant_id: TenantId,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// JSON of [`cas_model::flow::Flow`].
    pub document: String,
    /// Whether new shipments may start with it.
    pub active: bool,
    /// When it was made.
    pub created_at: Timestamp,
}
