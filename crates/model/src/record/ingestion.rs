//! Messages of the customer, as received.

use jiff::Timestamp;

use crate::ids::{IngestionId, TenantId};

/// What became of an ingestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IngestionState {
    /// It is stored and waits for its turn.
    Received,
    /// Being processed, with a reason when it waits.
    Processing,
    /// It was carried out as a whole.
    Succeeded,
    /// Refused; the errors say why.
    Failed,
}

impl IngestionState {
    /// The stored and public spelling.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Processing => "processing",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }

    /// The state of a spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "received" => Some(Self::Received),
            "processing" => Some(Self::Processing),
            "succeeded" => Some(Self::Succeeded),
            "failed" => Some(Self::Failed),
            _ => None,
        }
    }
}

/// One message of the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IngestionRecord {
    /// The tenant that sent it.
    pub tenant_id: TenantId,
    /// The `referenceId` that the sender was answered.
    pub id: IngestionId,
    /// What kind of message it is: `CustomsShipment`, `ArticleDataItem`, …
    pub kind: String,
    /// The client that sent it.
    pub client_id: String,
    /// The ERP's reference, for searching.
    pub external_reference: Option<String>,
    /// The content, canonical JSON.
    pub body: String,
    /// The client's idempotency key, with the line number for the lines of a batch.
    pub idempotency_key: Option<String>,
    /// JSON object: how it is to be carried out, beside what it says.
    pub options: String,
    /// What became of it.
    pub state: IngestionState,
    /// JSON array of what was wrong.
    pub errors: String,
    /// When it arrived, by our clock.
    pub received_at: Timestamp,
    /// When it ended; absent as long as it is worked on.
    pub finished_at: Option<Timestamp>,
}

/// What became of one ingestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IngestionResult {
    /// The tenant that sent the message.
    pub tenant_id: TenantId,
    /// The ingestion that ended, by its `referenceId`.
    pub id: IngestionId,
    /// What became of it.
    pub state: IngestionState,
    /// JSON array of what was wrong.
    pub errors: String,
    /// When it ended, by our clock.
    pub finished_at: Option<Timestamp>,
}
