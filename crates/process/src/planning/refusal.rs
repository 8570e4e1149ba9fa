//! Why a message of the customer is not carried out.

use cas_model::record::IngestionError;

use crate::codes::RefusalCode;

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

impl From<PlanRefusal> for IngestionError {
    fn from(refusal: PlanRefusal) -> Self {
        Self {
            code: refusal.code.as_str().to_owned(),
            message: refusal.message,
            path: None,
        }
    }
}
