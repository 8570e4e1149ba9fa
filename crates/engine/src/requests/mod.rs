//! What callers ask for: stored with its task, then acknowledged.

mod accept;
mod action;
mod receive;

use cas_model::ids::TenantId;

pub use accept::{AcceptedMessage, IngestionOptions, MessageKind};

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The tenant.
    pub tenant_id: TenantId,
    /// The client.
    pub client_id: String,
    /// The source system's reference.
    pub source_system: String,
}
