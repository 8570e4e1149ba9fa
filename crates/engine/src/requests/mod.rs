//! What callers ask for: stored with its task, then acknowledged.

mod accept;
mod action;
mod edit;
mod operate;
mod process_again;
mod receive;
mod refuse_callback;

use cas_model::ids::TenantId;

pub use accept::AcceptedMessage;
pub use action::RequestedAction;
pub use edit::{EditedDeclaration, RequestedEdit};
pub use operate::TaskDecision;
pub use receive::Received;

/// The client that calls, as it was authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The tenant that the client belongs to.
    pub tenant_id: TenantId,
    /// The client's id, which histories name.
    pub client_id: String,
    /// The source system's reference.
    pub source_system: String,
}
