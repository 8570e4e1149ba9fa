//! What lists tell of a message or a version of configuration, whose contents are large.

use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::ids::{DeclarationId, IngestionId, MessageId, SystemCode, TenantId};
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::{
    ConfigurationRecord, IngestionError, IngestionRecord, IngestionState, Json,
};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::db::{Cells, Readable};

/// A version of configuration, without its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigurationHead {
    /// The tenant that the configuration is of.
    pub tenant_id: TenantId,
    /// Whether it is a flow, a decision table, settings, …
    pub kind: ConfigurationKind,
    /// Its name, unique within the kind.
    pub name: String,
    /// Its version, from 1.
    pub version: u32,
    /// Whether it is a draft, published or over.
    pub state: ConfigurationState,
    /// The first day it is in force.
    pub valid_from: Option<Date>,
    /// The last day it is in force.
    pub valid_to: Option<Date>,
    /// Counts how often this version was written, from 1.
    pub edition: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Who changed it last.
    pub updated_by: String,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// The client or person who published it.
    pub published_by: Option<String>,
    /// What was said when it was published.
    pub note: Option<String>,
}

impl ConfigurationHead {
    /// What stands in place of a document that was not read; no kind of configuration is that.
    pub const NOT_READ: &str = "null";

    /// The record with [`NOT_READ`](Self::NOT_READ) in place of its document.
    #[must_use]
    pub fn without_document(self) -> ConfigurationRecord {
        ConfigurationRecord {
            tenant_id: self.tenant_id,
            kind: self.kind,
            name: self.name,
            version: self.version,
            state: self.state,
            document: Json::stored(Self::NOT_READ),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            edition: self.edition,
            created_at: self.created_at,
            updated_at: self.updated_at,
            updated_by: self.updated_by,
            published_at: self.published_at,
            published_by: self.published_by,
            note: self.note,
        }
    }
}

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
        }
    }
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
    /// When it was sent, or read.
    pub processed_at: Option<Timestamp>,
}

/// The columns of a [`MessageHead`], in its order.
pub(crate) const MESSAGE_HEAD: &str = "id, direction, system, declaration_id, message_type, \
    identifier, conversation, revision, state, note, content_type, \
    CAST(LENGTH(body) AS BIGINT), created_at, processed_at";

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
        })
    }
}
