//! What does every message of the trader tell about itself? Type, sender, identification, the
//! references of its declaration: all that is needed to place it, and the bytes for the rest.

use bytes::Bytes;
use jiff::civil::DateTime;

/// A received message, placed. What a system does not have is empty.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// The message type in the words of its system, such as `CC015C`, `COR`, `IE815`.
    pub(crate) message: String,
    /// What tells this message from others: messages with the same one are the same message.
    pub(crate) identification: String,
    /// The how-manieth time it is taken up; above 1 only where a refused message may come again.
    pub(crate) attempt: u32,
    pub(crate) sender: String,
    pub(crate) recipient: String,
    pub(crate) phase: Option<String>,
    /// When the trader prepared it: the time that all answers are counted from.
    pub(crate) prepared: DateTime,
    /// The trader's reference of the declaration.
    pub(crate) lrn: String,
    /// The authority's reference of the declaration: MRN or ARC.
    pub(crate) mrn: Option<String>,
    /// The reference of this message alone, where a system has one beside that of the declaration.
    pub(crate) reference: String,
    pub(crate) additional_type: String,
    /// The text that may hold markers.
    pub(crate) ucr: String,
    pub(crate) office: String,
    pub(crate) body: Bytes,
}

/// Stands in for a preparation time that cannot be read; such a message is refused anyway.
pub(crate) const NO_TIME: DateTime = DateTime::constant(2000, 1, 1, 0, 0, 0, 0);

impl Origin {
    /// Whether this is the same message, in the same attempt.
    pub(crate) fn is(&self, other: &Origin) -> bool {
        self.identification == other.identification && self.attempt == other.attempt
    }
}
