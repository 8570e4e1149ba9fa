//! What a system is asked to write.

use cas_model::ActionContent;
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::FieldPath;
use jiff::Timestamp;

/// What the message is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Lodge the declaration.
    Declare,
    /// Notify that pre-lodged goods are presented.
    PresentGoods,
    /// Amend what customs has; the request's document is the amended one.
    Amend {
        /// The fields of the document that differ from what customs has.
        changes: Vec<FieldPath>,
    },
    /// Ask for its invalidation.
    Invalidate {
        /// Why; customs reads it.
        reason: String,
    },
    /// Say what an action says: of an excise movement, of the exit of exported goods.
    Tell(ActionContent),
}

/// Everything a message is made from. The same request always gives the same bytes.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// What for.
    pub intent: Intent,
    /// The declaration.
    pub document: &'a SingleAdministrativeDocument,
    /// What it is declared as: the declaration type that the flow's step names; empty where nothing
    /// is known of it.
    pub declaration_type: &'a str,
    /// Our number.
    pub lrn: &'a str,
    /// What customs said so far; holds the MRN.
    pub facts: &'a CustomsFacts,
    /// The tenant's settings of this system.
    pub settings: &'a serde_json::Value,
    /// The message's stable identifier, at most 35 characters: the same on every attempt.
    pub message_identifier: &'a str,
    /// When the message is made.
    pub now: Timestamp,
}

/// A message to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbound {
    /// Its type, customs' name.
    pub message_type: &'static str,
    /// Its content.
    pub body: Vec<u8>,
    /// Its media type.
    pub content_type: &'static str,
    /// Where below the connection's endpoint it goes, with the slash it begins with; empty where
    /// the endpoint itself takes it.
    pub path: &'static str,
    /// What the system wants beside it, names in lower case. Secrets are the connection's.
    pub headers: Vec<(String, String)>,
}
