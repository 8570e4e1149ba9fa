//! What a message of a trader says, read by the tables that write it.

use cas_model::document::SingleAdministrativeDocument;
use jiff::civil::Date;
use serde::Serialize;

use crate::Intent;

/// What a file is, by its root element and its function alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum MessageKind {
    /// A trader's message that declares, amends, presents or invalidates.
    Declaration,
    /// An answer of customs to such a message.
    Answer,
    /// Another message of the system, which we neither write nor read as a declaration.
    Other,
}

/// A trader's message, read.
#[derive(Clone, Debug)]
pub struct ReadDeclaration {
    /// Its type, customs' name: `CC015C`, `DEC`, `COR`, …
    pub message_type: &'static str,
    /// What it is for; for an amendment, with the fields that it names as changed.
    pub intent: Intent,
    /// The document that would make this message.
    pub document: Box<SingleAdministrativeDocument>,
    /// The type of declaration that its content makes it, by its code; `None` where no type fits,
    /// or the message does not repeat the declaration.
    pub declaration_type: Option<&'static str>,
    /// Whose customs gets it (ISO 3166-1 alpha-2, `XI` for Northern Ireland), where it says so.
    pub jurisdiction: Option<String>,
    /// The local reference number (LRN) that the trader gave it.
    pub lrn: Option<String>,
    /// The master reference number, which customs gave it.
    pub mrn: Option<String>,
    /// The excise system's number.
    pub arc: Option<String>,
    /// The identifier of the message itself, where that is not the trader's number.
    pub identifier: Option<String>,
    /// The day on which it was made, as it says itself.
    pub day: Option<Date>,
    /// What of it stands in the settings of a connection: who sends, reasons, …
    pub settings: serde_json::Value,
    /// Every leaf that no row of the message's table takes, in the order of the message.
    pub unread: Vec<UnreadLeaf>,
}

/// A leaf of a message that is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnreadLeaf {
    /// Where, from the root of the declaration: `GoodsShipment/UCR/ID`, elements of several with
    /// their number, attributes behind `@`.
    pub path: String,
    /// The text that stands there.
    pub value: String,
    /// Why it is not read, where that is not for want of a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A leaf that two messages have otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeafDifference {
    /// Where, as for [`UnreadLeaf::path`].
    pub path: String,
    /// The same without the numbers of elements: the kind of leaf.
    pub element: String,
    /// The value of the message that was read; `None` where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// The value of the message that was written; `None` where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
}
