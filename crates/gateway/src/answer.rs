//! What a system reads.

use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::FieldPath;
use cas_model::finding::Finding;
use cas_model::lifecycle::Event;

use crate::DecodeError;

/// What a message of the authority says, read but not yet matched to a declaration. Most messages
/// say one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inbound {
    /// Its type, customs' name.
    pub message_type: String,
    /// Its identifier, to recognise it when it comes twice.
    pub identifier: Option<String>,
    /// What it can be matched by.
    pub correlation: Correlation,
    /// When customs made it, as customs wrote it.
    pub customs_time: Option<String>,
    /// What it says of the declaration.
    pub facts: CustomsFacts,
    /// Errors it reports, with customs' pointers.
    pub errors: Vec<CustomsError>,
    /// What customs warns of without refusing anything, with its pointers.
    pub warnings: Vec<CustomsError>,
    /// What of it could not be read, in words with its element: the rest counts without, and the
    /// declaration has a notice of each.
    pub unread: Vec<String>,
    /// For a rejection: the type of the message that is rejected, customs' code. Where customs does
    /// not say it, and the message of ours that is answered is known, that message's type.
    pub rejected_type: Option<String>,
    /// The declaration that customs tells us of: with it one that nobody here made begins.
    pub opening: Option<Opening>,
    /// What it says, whole, as a digest (SHA-256, hexadecimal): the same content is a repetition,
    /// whatever it comes in.
    pub content: Option<String>,
}

/// What a message of the authority says, part by part, in the authority's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    /// What could be read.
    pub said: Vec<Inbound>,
    /// Why parts of it could not be read; the others are none the worse for it.
    pub unread: Vec<DecodeError>,
}

impl Decoded {
    /// The parts of a message, each read by itself.
    ///
    /// # Errors
    /// When there are parts and none could be read: why the first could not.
    pub fn from_parts(
        parts: impl IntoIterator<Item = Result<Inbound, DecodeError>>,
    ) -> Result<Self, DecodeError> {
        let mut decoded = Self::default();
        for part in parts {
            match part {
                Ok(inbound) => decoded.said.push(inbound),
                Err(error) => decoded.unread.push(error),
            }
        }
        if decoded.said.is_empty() && !decoded.unread.is_empty() {
            return Err(decoded.unread.swap_remove(0));
        }
        Ok(decoded)
    }
}

impl From<Inbound> for Decoded {
    fn from(inbound: Inbound) -> Self {
        Self {
            said: vec![inbound],
            unread: Vec::new(),
        }
    }
}

/// A declaration that customs tells us of: a movement on its way to us, or a part of one of ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// The document, as customs has it.
    pub document: Box<SingleAdministrativeDocument>,
    /// The number that whoever submitted it gave it.
    pub lrn: String,
    /// The code of its type, such as `excise`.
    pub declaration_type: &'static str,
    /// The country whose authority tells us.
    pub jurisdiction: String,
    /// The fact that it begins with.
    pub event: Event,
    /// The excise system's number of the declaration it was split from.
    pub split_from: Option<String>,
    /// On which sides of it we are; `None` where the system or the connection does not tell.
    pub own_sides: Option<OwnSides>,
}

/// On which sides of a movement a trader is: on both where goods go between two places of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnSides {
    /// Whether the trader sends the goods.
    pub is_sender: bool,
    /// Whether the goods come to the trader.
    pub is_receiver: bool,
}

/// The numbers a message can be matched by, in the order they are tried: the identifier of our
/// message that it answers, our number, customs' number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correlation {
    /// The identifier of the message of ours that it answers.
    pub correlation_identifier: Option<String>,
    /// The local reference number (LRN), which we gave it.
    pub lrn: Option<String>,
    /// The master reference number, which customs gave it.
    pub mrn: Option<String>,
    /// The excise system's number.
    pub arc: Option<String>,
    /// The reference of the consignment that the declaration's goods move as.
    pub consignment: Option<String>,
    /// Whether the message tells of several consignments, so that nothing but its reference says
    /// which of them this is.
    pub is_one_of_several: bool,
}

/// One error that customs reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomsError {
    /// The code that customs has for the error.
    pub code: String,
    /// What customs says of it, in its own words.
    pub reason: String,
    /// Where, as customs wrote it.
    pub pointer: Option<String>,
    /// The value that customs objects to.
    pub original_value: Option<String>,
}

/// What a message means for its declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The fact it becomes in the history.
    pub event: Event,
    /// What it says of the declaration.
    pub facts: CustomsFacts,
    /// The errors, in our field paths.
    pub findings: Vec<Finding>,
    /// What of earlier messages counts no more.
    pub ends: Ends,
    /// Our document as customs has it from now on, where the message says it has it otherwise.
    pub restated: Option<Box<SingleAdministrativeDocument>>,
}

/// What of earlier messages counts no more after a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// Customs' errors: the message's own, or none, take their place. A message that says nothing
    /// of errors ends none.
    pub errors: bool,
    /// Customs' refusals of guarantees.
    pub refused_guarantees: bool,
}

impl Ends {
    /// Customs' errors, and nothing else.
    pub const ERRORS: Self = Self {
        errors: true,
        refused_guarantees: false,
    };
}

/// One value that customs' copy of a declaration has otherwise than our document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomsDifference {
    /// Where, as customs points at the declaration.
    pub pointer: String,
    /// The field of ours that it is made from, or the nearest record; `None` where there is none.
    pub path: Option<FieldPath>,
    /// The value as we would write it; `None` when we would not.
    pub ours: Option<String>,
    /// The value that customs has; `None` when it has none.
    pub theirs: Option<String>,
}
