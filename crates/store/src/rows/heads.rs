//! What lists tell of a message, whose bytes are large.

use cas_model::Direction;
use cas_model::ids::{DeclarationId, IngestionId, MessageId, ShipmentId, SystemCode};
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::{
    FirstDay, IngestionError, IngestionRecord, IngestionState, Json, SendAttempts,
};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::db::{Cells, Readable};

/// What a client sent, without its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IngestionHead {
    /// The `referenceId` that the sender was answered.
    pub id: IngestionId,
    /// What kind of message it is: `CustomsShipment`, `ArticleDataItem`, …
    pub kind: String,
    /// The ERP's reference, for searching.
    pub external_reference: Option<String>,
    /// What became of it.
    pub state: IngestionState,
    /// What was wrong with it, or for what it waits.
    pub errors: Json<Vec<IngestionError>>,
    /// When it arrived, by our clock.
    pub received_at: Timestamp,
    /// When it ended; absent as long as it is worked on.
    pub finished_at: Option<Timestamp>,
    /// The client that sent it, or the account of the person who did.
    pub client_id: String,
    /// The person who sent it, and the client where there was one; none for a client alone.
    pub actor: Option<String>,
}

impl IngestionHead {
    /// Who sent it, as histories name him.
    #[must_use]
    pub fn sent_by(&self) -> &str {
        self.actor.as_deref().unwrap_or(&self.client_id)
    }
}

impl From<IngestionRecord> for IngestionHead {
    fn from(row: IngestionRecord) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            external_reference: row.external_reference,
            state: row.state,
            errors: row.errors,
            received_at: row.received_at,
            finished_at: row.finished_at,
            client_id: row.client_id,
            actor: row.actor,
        }
    }
}

/// A shipment, without its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShipmentHead {
    /// The id that this system gave it.
    pub id: ShipmentId,
    /// The ERP's reference; with the direction its identity in the tenant.
    pub external_reference: String,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    pub direction: Direction,
    /// The flow it runs in; none where customs told of it first.
    pub flow: Option<String>,
    /// The version of the flow, from 1.
    pub flow_version: u32,
    /// Which run of the flow this is, from 1.
    pub run: u32,
    /// Counts its changes, from 1.
    pub version: u32,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The current version of a record of master data, without its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterDataHead {
    /// The code that the tenant gave it.
    pub code: String,
    /// Counts the changes of all records of the code, from 1.
    pub version: u32,
    /// The first day it counts.
    pub valid_from: FirstDay,
    /// The last day it counts.
    pub valid_to: Option<Date>,
    /// What people call it.
    pub name: Option<String>,
    /// When it was written.
    pub updated_at: Timestamp,
    /// The client or the person who wrote it; none before it was noted.
    pub updated_by: Option<String>,
}

/// A message from or to customs, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageHead {
    /// The id that this system gave it.
    pub id: MessageId,
    /// Whether we sent it or received it.
    pub direction: MessageDirection,
    /// The customs system at the other end.
    pub system: SystemCode,
    /// The declaration it belongs to; unknown for what is received, until it is read.
    pub declaration_id: Option<DeclarationId>,
    /// Its type, customs' name; unknown for what is received, until it is read.
    pub message_type: Option<String>,
    /// Its identifier: ours is stable over all attempts; theirs is known once read.
    pub identifier: Option<String>,
    /// The conversation it belongs to, customs' name for it; of ours known once it is taken.
    pub conversation: Option<String>,
    /// The revision of the document that it carries.
    pub revision: Option<u32>,
    /// What became of it.
    pub state: MessageState,
    /// A word on what became of it.
    pub note: Option<String>,
    /// The media type of its bytes.
    pub content_type: String,
    /// How many bytes it has.
    pub size: u64,
    /// When it was stored.
    pub created_at: Timestamp,
    /// When it was sent, or read; none as long as it waits.
    pub processed_at: Option<Timestamp>,
    /// Ours: what came of the attempts to send it; none before the first.
    pub attempts: Option<Json<SendAttempts>>,
    /// Ours: when it is sent again at the latest; none where it does not wait for that.
    pub next_attempt_at: Option<Timestamp>,
}

/// The columns of a [`MessageHead`], in its order.
pub(crate) const MESSAGE_HEAD: &str = "id, direction, system, declaration_id, message_type, \
    identifier, conversation, revision, state, note, content_type, \
    CAST(LENGTH(body) AS BIGINT), created_at, processed_at, attempts, next_attempt_at";

impl Readable for MessageHead {
    fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self> {
        Ok(Self {
            id: cells.next()?,
            direction: cells.next()?,
            system: cells.next()?,
            declaration_id: cells.next()?,
            message_type: cells.next()?,
            identifier: cells.next()?,
            conversation: cells.next()?,
            revision: cells.next()?,
            state: cells.next()?,
            note: cells.next()?,
            content_type: cells.next()?,
            size: cells.next::<i64>()?.try_into()?,
            created_at: cells.next()?,
            processed_at: cells.next()?,
            attempts: cells.next()?,
            next_attempt_at: cells.next()?,
        })
    }
}
