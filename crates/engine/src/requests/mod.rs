//! What callers ask for: stored with its task, then acknowledged.

mod accept;
mod action;
mod edit;
mod receive;

use cas_model::ids::TenantId;

pub use accept::AcceptedMessage;
pub use action::RequestedAction;
pub use edit::EditedDeclaration;
pub use receive::Received;

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
