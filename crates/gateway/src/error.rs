//! Why a message could not be written or read.

use cas_model::field_path::FieldPath;

/// Why a message could not be written. Trying again without a change gives the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// The tenant's settings of the system lack something.
    #[error("the connection's settings lack {0}")]
    Settings(String),
    /// The document lacks what the message must have; a rule should have said so before.
    #[error("{path}: {problem}")]
    Document {
        /// The path of the field that cannot be told.
        path: FieldPath,
        /// What is wrong with it, and what would be right.
        problem: String,
    },
    /// The system has no message for this intent.
    #[error("this system has no message for it")]
    Unsupported,
}

/// Why bytes could not be read as a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Not well-formed, or not safe to read (DOCTYPE, too deep, too large).
    #[error("not readable: {0}")]
    Malformed(String),
    /// A message this system does not know.
    #[error("unknown message {0}")]
    UnknownMessage(String),
    /// A known message without what it must have.
    #[error("{message}: {problem}")]
    Incomplete {
        /// The type of the message, as it calls itself.
        message: String,
        /// What is missing or wrong.
        problem: String,
    },
    /// Our own declaration, which the message is to be compared with, cannot be written.
    #[error("the declaration cannot be written to be compared: {0}")]
    NotComparable(#[from] EncodeError),
}
