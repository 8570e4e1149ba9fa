//! What callers ask for: stored with its task, then acknowledged.

mod accept;
mod action;
mod edit;
mod receive;

use cas_model::ids::TenantId;

pub use accept::{AcceptedMessage, IngestionOptions, MessageKind};
pub use action::RequestedAction;
pub use edit::EditedDeclaration;
pub use receive::Received;
pub(crate) use receive::is_conversation;

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
