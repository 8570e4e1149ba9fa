//! Notes, who deals with a declaration, and what people did.

use jiff::Timestamp;
use uuid::Uuid;

use crate::collaboration::{FlagColour, Subject, SubjectKind, WorkChange, WorkDone};
use crate::ids::{DeclarationId, NoteId, TenantId};
use crate::record::Json;

/// A note on a declaration or a shipment, as it reads now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRecord {
    /// The tenant whose declaration or shipment it is about.
    pub tenant_id: TenantId,
    /// The id, which orders notes by when they were written first.
    pub id: NoteId,
    /// Whether it is about a declaration or a shipment.
    pub subject_kind: SubjectKind,
    /// The id of the declaration or the shipment.
    pub subject_id: Uuid,
    /// The person who wrote it, who alone may change it.
    pub author: String,
    /// The text as its author wrote it last.
    pub text: String,
    /// How often it was written, from 1.
    pub edition: u32,
    /// When it was written first.
    pub created_at: Timestamp,
    /// When it was written last, where that was not the first time.
    pub changed_at: Option<Timestamp>,
    /// When its author took it back.
    pub deleted_at: Option<Timestamp>,
}

impl NoteRecord {
    /// What it is about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject {
            kind: self.subject_kind,
            id: self.subject_id,
        }
    }
}

/// A note as it once read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEditionRecord {
    /// The tenant of the note.
    pub tenant_id: TenantId,
    /// The note that read so.
    pub note_id: NoteId,
    /// Which of its texts this is, from 1.
    pub edition: u32,
    /// The text as its author wrote it then.
    pub text: String,
    /// When it was written.
    pub written_at: Timestamp,
}

/// A note names a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionRecord {
    /// The tenant of the note.
    pub tenant_id: TenantId,
    /// The person who is named, as the note spells it.
    pub person: String,
    /// The note that names the person.
    pub note_id: NoteId,
    /// When the note named the person first.
    pub mentioned_at: Timestamp,
}

/// Who deals with a declaration, and its flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclarationWorkRecord {
    /// The tenant of the declaration.
    pub tenant_id: TenantId,
    /// The declaration that is dealt with.
    pub declaration_id: DeclarationId,
    /// The person who is to deal with it.
    pub assignee: Option<String>,
    /// Its flag, of one colour.
    pub flag: Option<FlagColour>,
    /// How often this was changed, from 1.
    pub version: u32,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// The person who changed it last.
    pub updated_by: String,
}

/// One thing that somebody did about a declaration or a shipment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityRecord {
    /// The tenant of the declaration or the shipment.
    pub tenant_id: TenantId,
    /// The id, which orders what was done.
    pub id: Uuid,
    /// Whether it is about a declaration or a shipment.
    pub subject_kind: SubjectKind,
    /// The id of the declaration or the shipment.
    pub subject_id: Uuid,
    /// What was done about it.
    pub change: WorkChange,
    /// The person who did it.
    pub person: String,
    /// All that is said of it.
    pub detail: Json<WorkDone>,
    /// When it was done, by our clock.
    pub recorded_at: Timestamp,
}
