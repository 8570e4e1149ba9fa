//! Files at declarations and shipments.

use jiff::Timestamp;
use uuid::Uuid;

use crate::collaboration::{AttachmentState, Subject, SubjectKind};
use crate::ids::{AttachmentId, TenantId};

/// A file at a declaration or a shipment, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRecord {
    /// The tenant of the declaration or the shipment.
    pub tenant_id: TenantId,
    /// The id that this system gave the file.
    pub id: AttachmentId,
    /// Whether it is at a declaration or a shipment.
    pub subject_kind: SubjectKind,
    /// The id of the declaration or the shipment.
    pub subject_id: Uuid,
    /// Its name, as it was sent.
    pub name: String,
    /// What its bytes are (a media type), as they say themselves.
    pub media_type: String,
    /// How many bytes it has.
    pub size: i64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The `casReference` of the document in the declaration that it is the paper of.
    pub document_reference: Option<String>,
    /// Whether it is whole.
    pub state: AttachmentState,
    /// The person who sent it.
    pub uploaded_by: String,
    /// When it was sent, by our clock.
    pub created_at: Timestamp,
    /// The person who deleted it.
    pub deleted_by: Option<String>,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
}

impl AttachmentRecord {
    /// What it is at.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject {
            kind: self.subject_kind,
            id: self.subject_id,
        }
    }
}

/// Some of the bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentPart {
    /// The tenant of the file.
    pub tenant_id: TenantId,
    /// The file that they are of.
    pub attachment_id: AttachmentId,
    /// Their place among its parts, from 0.
    pub part: u32,
    /// The bytes, at most 256 kB.
    pub bytes: Vec<u8>,
}
