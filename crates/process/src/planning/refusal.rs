//! Why a message of the customer is not carried out.

use super::RefusalCode;

/// Why nothing is done.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRefusal {
    /// The code; each has a page under `docs/errors/`.
    pub code: RefusalCode,
    /// Why, and what to do instead.
    pub message: String,
}

impl PlanRefusal {
    /// A refusal with its code and the sentence that the sender reads.
    #[must_use]
    pub fn new(code: RefusalCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}
