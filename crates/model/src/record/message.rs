//! Messages exchanged with customs systems, and alerts about them.

use jiff::Timestamp;

use crate::ids::{AlertId, DeclarationId, MessageId, SystemCode, TenantId};
use crate::message::{MessageDirection, MessageState};

/// A message, raw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRow {
    /// The tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: MessageId,
    /// Which way.
    pub direction: MessageDirection,
    /// The customs system.
    pub system: SystemCode,
    /// The declaration it belongs to; unknown for what is received, until it is read.
    pub declaration_id: Option<DeclarationId>,
    /// Its type, customs' name; unknown for what is received, until it is read.
    pub message_type: Option<String>,
    /// Its identifier: ours is stable over all attempts; theirs is known once read.
    pub identifier: Option<String>,
    /// The revision of the document that it carries.
    pub revision: Option<u32>,
    /// What became of it.
    pub state: MessageState,
    /// A word on what became of it.
    pub note: Option<String>,
    /// The bytes.
    pub body: Vec<u8>,
    /// Their media type.
    pub content_type: String,
    /// Ours: where below the connection's endpoint it goes. Theirs: where it was fetched from;
    /// empty for what came by itself.
    pub path: String,
    /// Ours: the headers it is sent with beside the connection's, a JSON array of pairs.
    pub headers: String,
    /// The conversation it belongs to, customs' name for it; of ours known once it is taken.
    pub conversation: Option<String>,
    /// When it was stored.
    pub created_at: Timestamp,
    /// When it was sent, or read.
    pub processed_at: Option<Timestamp>,
}

/// What became of a message. `None` leaves a column as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageResult {
    /// The tenant.
    pub tenant_id: TenantId,
    /// Which.
    pub id: MessageId,
    /// What became of it.
    pub state: MessageState,
    /// The declaration it belongs to.
    pub declaration_id: Option<DeclarationId>,
    /// Its type.
    pub message_type: Option<String>,
    /// Its identifier.
    pub identifier: Option<String>,
    /// The conversation it belongs to.
    pub conversation: Option<String>,
    /// A word on it.
    pub note: Option<String>,
    /// When.
    pub processed_at: Timestamp,
}

/// Something an operator must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertRow {
    /// The tenant.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: AlertId,
    /// `unmatched-message`, `unreadable-message`, `unexpected-event`, `dead-task`, …
    pub kind: String,
    /// What happened, in words.
    pub text: String,
    /// The message it is about.
    pub message_id: Option<MessageId>,
    /// The declaration it is about.
    pub declaration_id: Option<DeclarationId>,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// When someone dealt with it.
    pub resolved_at: Option<Timestamp>,
}

/// A message that carried a document: the revision, the message, its type.
pub type Carrier = (u32, MessageId, Option<String>);
