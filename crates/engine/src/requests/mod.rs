//! What callers ask for: stored with its task, then acknowledged.

mod accept;
mod action;
mod attach;
mod bulk;
mod collaborate;
mod edit;
mod operate;
mod process_again;
mod receive;
mod refuse_callback;

use cas_model::ids::TenantId;

pub use accept::AcceptedMessage;
pub use action::RequestedAction;
pub use attach::{NewAttachment, Upload};
pub use bulk::{BulkForesight, MOST_BULK_ROWS};
pub use collaborate::WorkEdit;
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

impl Caller {
    /// The person who acts, by what notes and assignments name: the client, as long as callers hand
    /// over no person.
    #[must_use]
    pub fn person(&self) -> &str {
        &self.client_id
    }
}
