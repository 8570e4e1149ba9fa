//! Messages of the customer, as received.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{IngestionId, TenantId};
use crate::input_change::InputChange;
use crate::record::Json;

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

/// How a message is to be carried out, beside what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IngestionOptions {
    /// A replacement brings manual edits over to the declarations that it makes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keep_manual_edits: bool,
}

/// Something that was wrong with a message, or for which it waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IngestionError {
    /// The code; each has a page under `docs/errors/`.
    pub code: String,
    /// Why, and what to do instead.
    pub message: String,
    /// Where in the message it is wrong; absent where the whole of it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
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
    /// What it says, as its kind wants it, and as input mappings made it.
    pub body: Json<Value>,
    /// What it would say without input mappings; absent where they changed nothing.
    pub sent: Option<Json<Value>>,
    /// What input mappings changed, in the order of their tables.
    pub changes: Json<Vec<InputChange>>,
    /// The client's idempotency key, with the line number for the lines of a batch.
    pub idempotency_key: Option<String>,
    /// How it is to be carried out, beside what it says.
    pub options: Json<IngestionOptions>,
    /// What became of it.
    pub state: IngestionState,
    /// What was wrong with it, or for what it waits.
    pub errors: Json<Vec<IngestionError>>,
    /// When it arrived, by our clock.
    pub received_at: Timestamp,
    /// When it ended; absent as long as it is worked on.
    pub finished_at: Option<Timestamp>,
    /// The person who sent it, and the client where there was one; none for a client alone.
    pub actor: Option<String>,
}

impl IngestionRecord {
    /// Who sent it, as histories name him.
    #[must_use]
    pub fn sent_by(&self) -> &str {
        self.actor.as_deref().unwrap_or(&self.client_id)
    }

    /// What the client said, whatever input mappings made of it.
    #[must_use]
    pub fn as_sent(&self) -> &Json<Value> {
        self.sent.as_ref().unwrap_or(&self.body)
    }
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
    /// What was wrong with it, or for what it waits.
    pub errors: Json<Vec<IngestionError>>,
    /// When it ended, by our clock.
    pub finished_at: Option<Timestamp>,
}
