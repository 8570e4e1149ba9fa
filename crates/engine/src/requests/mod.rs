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
mod subscriptions;
mod visible;

use cas_model::ids::TenantId;
use jiff::Timestamp;

pub use accept::AcceptedMessage;
pub use action::RequestedAction;
pub use attach::{NewAttachment, Upload};
pub(crate) use bulk::refused;
pub use bulk::{BulkForesight, MOST_BULK_ROWS, RequestedBulk};
pub use collaborate::WorkEdit;
pub use edit::{EditedDeclaration, RequestedEdit};
pub use operate::TaskDecision;
pub use receive::Received;
pub use subscriptions::{
    MOST_REPLAYED, NewSecret, ReplayWish, Replayed, SubscriptionEdit, TestDelivery,
};

/// The client or the person that calls, as it was authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The tenant that the caller acts for.
    pub tenant_id: TenantId,
    /// The client's id, or that of a person who signed in: by it idempotency keys are told apart.
    pub client_id: String,
    /// The source system's reference.
    pub source_system: String,
    /// Who acts, as histories name him: see [`cas_model::actor`].
    pub actor: String,
    /// The person who acts, by what notes and assignments name people: an account's name, what a
    /// client says of the person it acts for, or the client itself.
    pub person: String,
    /// Since when the person has this name, where an account says so: what is older and under the
    /// name is of somebody whose account was deleted.
    pub person_since: Option<Timestamp>,
}

impl Caller {
    /// Whether what somebody of this name made then is the caller's.
    #[must_use]
    pub fn owns(&self, name: &str, made_at: Timestamp) -> bool {
        self.person == name && self.person_since.is_none_or(|since| since <= made_at)
    }

    /// A client that acts for itself.
    #[must_use]
    pub fn client(tenant_id: TenantId, client_id: &str, source_system: &str) -> Self {
        Self {
            tenant_id,
            client_id: client_id.to_owned(),
            source_system: source_system.to_owned(),
            actor: client_id.to_owned(),
            person: client_id.to_owned(),
            person_since: None,
        }
    }
}
