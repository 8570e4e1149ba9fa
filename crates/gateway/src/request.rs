//! What a system is asked to write.

use cas_model::ActionContent;
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::FieldPath;
use jiff::Timestamp;

/// What the message is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Lodge the declaration for the first time.
    Declare,
    /// Notify that pre-lodged goods are presented.
    PresentGoods,
    /// Amend what customs has; the request's document is the amended one.
    Amend {
        /// The fields of the document that differ from what customs has.
        changes: Vec<FieldPath>,
        /// What customs is told of them, where whoever asks says so itself: then the document is
        /// what is sent, whole or in part. Made from the changes where it is not said.
        told: Option<Box<ToldAmendment>>,
        /// The document that customs has, which the changes change. Elements that were removed are
        /// only there. `None` where it is not known.
        lodged: Option<Box<SingleAdministrativeDocument>>,
    },
    /// Ask for its invalidation.
    Invalidate {
        /// Why; customs reads it.
        reason: String,
        /// The legal ground, customs' code, where whoever asks names it.
        ground: Option<String>,
    },
    /// Say what an action says: of an excise movement, of the exit of exported goods.
    Tell(ActionContent),
}

impl Intent {
    /// An amendment of these fields, of which customs is told what they make.
    #[must_use]
    pub const fn amend(changes: Vec<FieldPath>) -> Self {
        Self::Amend {
            changes,
            told: None,
            lodged: None,
        }
    }

    /// An amendment of what customs has, of which customs is told what the changes make.
    #[must_use]
    pub fn amend_lodged(lodged: &SingleAdministrativeDocument, changes: Vec<FieldPath>) -> Self {
        Self::Amend {
            changes,
            told: None,
            lodged: Some(Box::new(lodged.clone())),
        }
    }
}

/// What an amendment tells customs beside the values: what is changed, and why. Places are customs'
/// pointers in one line (`42A/67A/68A[2]`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldAmendment {
    /// The changes, in the order in which statements count them.
    pub changes: Vec<ToldChange>,
    /// What is said of them in words.
    pub statements: Vec<ToldStatement>,
}

/// One change of an amendment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldChange {
    /// Customs' code of the reason.
    pub reason: String,
    /// Where the change is, in customs' own words.
    pub pointer: String,
}

/// What an amendment says in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldStatement {
    /// The words that customs is told.
    pub text: String,
    /// Which change they are about.
    pub pointer: String,
}

/// Everything a message is made from. The same request always gives the same bytes.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// What customs is asked for.
    pub intent: Intent,
    /// The declaration as it stands now.
    pub document: &'a SingleAdministrativeDocument,
    /// What it is declared as: the declaration type that the flow's step names; none where nothing
    /// is known of it.
    pub declaration_type: Option<&'a str>,
    /// Whether it was sent by us or came to us.
    pub side: Side,
    /// The local reference number (LRN), which we gave it.
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
    /// The content, byte for byte.
    pub body: Vec<u8>,
    /// The media type of the content.
    pub content_type: &'static str,
    /// Where below the connection's endpoint it goes, with the slash it begins with; none where
    /// the endpoint itself takes it. One that begins with `/../` is beside the endpoint.
    pub path: Option<&'static str>,
    /// What the system wants beside it, names in lower case. Secrets are the connection's.
    pub headers: Vec<(String, String)>,
}
