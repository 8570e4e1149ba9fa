//! Messages exchanged with customs systems, and alerts about them.

use jiff::Timestamp;

use crate::ids::{AlertId, DeclarationId, MessageId, SystemCode, TenantId};
use crate::message::{MessageDirection, MessageState};
use crate::record::{Json, SendAttempts};

/// A message to or from customs, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRecord {
    /// The tenant that sent or received it.
    pub tenant_id: TenantId,
    /// The id that this system gave it.
    pub id: MessageId,
    /// Whether we sent it or received it.
    pub direction: MessageDirection,
    /// The customs system at the other end.
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
    /// The bytes as they were sent or received.
    pub body: Vec<u8>,
    /// The media type of the bytes.
    pub content_type: String,
    /// Ours: where below the connection's endpoint it goes; none where the endpoint itself takes it.
    /// Theirs: where it was fetched from; none for what came by itself.
    pub path: Option<String>,
    /// Ours: the headers it is sent with beside the connection's, name and value.
    pub headers: Json<Vec<(String, String)>>,
    /// The conversation it belongs to, customs' name for it; of ours known once it is taken.
    pub conversation: Option<String>,
    /// When it was stored.
    pub created_at: Timestamp,
    /// When it was sent, or read; none as long as it waits.
    pub processed_at: Option<Timestamp>,
    /// Ours: what came of the attempts to send it; none before the first.
    pub attempts: Option<Json<SendAttempts>>,
}

/// What became of a message. `None` leaves a column as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageResult {
    /// The tenant that sent or received it.
    pub tenant_id: TenantId,
    /// The message that was dealt with.
    pub id: MessageId,
    /// What became of it.
    pub state: MessageState,
    /// The declaration it belongs to.
    pub declaration_id: Option<DeclarationId>,
    /// The type of the message, once it is known.
    pub message_type: Option<String>,
    /// The identifier of the message, once it is known.
    pub identifier: Option<String>,
    /// The conversation it belongs to.
    pub conversation: Option<String>,
    /// A word on it.
    pub note: Option<String>,
    /// When it was dealt with, by our clock; none where it waits, whatever the column says.
    pub processed_at: Option<Timestamp>,
    /// The attempts to send it, with the last.
    pub attempts: Option<Json<SendAttempts>>,
    /// When it is sent again at the latest; none where it is not, whatever the column says.
    pub next_attempt_at: Option<Timestamp>,
}

/// Something that a message of customs told, by which it is known when it is told again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldRecord {
    /// The tenant that was told.
    pub tenant_id: TenantId,
    /// The customs system that told it.
    pub system: SystemCode,
    /// The conversation that it was told in; empty where there was none.
    pub conversation: String,
    /// Its content, as a digest.
    pub content: String,
    /// The message that told it first.
    pub message_id: MessageId,
    /// When it was read.
    pub told_at: Timestamp,
}

/// Something an operator must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertRecord {
    /// The tenant that it concerns.
    pub tenant_id: TenantId,
    /// The id that this system gave it.
    pub id: AlertId,
    /// `unmatched-message`, `contradicted-message`, `unreadable-message`, `unexpected-event`, …
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
    /// What it is about beside a message or a declaration: the id of a task, the code of a system
    /// whose callbacks are refused.
    pub subject: Option<String>,
    /// Who dealt with it: the client's id; none where it ended by itself.
    pub resolved_by: Option<String>,
    /// What was done, in the words of who dealt with it.
    pub resolution: Option<String>,
}

/// Alerts that nobody need deal with any more: they ended by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedAlerts {
    /// The tenant that they concern.
    pub tenant_id: TenantId,
    /// Their kind, as operators know it.
    pub kind: String,
    /// What their subjects begin with.
    pub subject_begins: String,
    /// When they ended, by our clock.
    pub at: Timestamp,
}

/// An alert that someone dealt with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertResolution {
    /// The tenant that the alert concerns.
    pub tenant_id: TenantId,
    /// The alert, which must be open.
    pub id: AlertId,
    /// When it was dealt with.
    pub resolved_at: Timestamp,
    /// By whom: the client's id.
    pub resolved_by: String,
    /// What was done, in his words.
    pub resolution: String,
}

/// What a person says a message of customs is about that no number leads anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentRecord {
    /// The tenant that received the message.
    pub tenant_id: TenantId,
    /// The message, as it was received.
    pub message_id: MessageId,
    /// The declaration that it is about.
    pub declaration_id: DeclarationId,
    /// Who says so: the client's id.
    pub assigned_by: String,
    /// Why, in his words.
    pub reason: String,
    /// When he said it last.
    pub assigned_at: Timestamp,
}

/// A message that carried a document: the revision, the message, its type.
pub type Carrier = (u32, MessageId, Option<String>);
