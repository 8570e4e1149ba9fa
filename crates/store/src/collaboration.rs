//! What changes of what people do beside documents, as data.

use cas_model::ids::{AttachmentId, TenantId};
use jiff::Timestamp;

use crate::rows::{
    ActivityRecord, AttachmentPart, AttachmentRecord, BulkRowRecord, BulkRunRecord,
    DeclarationWorkRecord, MentionRecord, NoteEditionRecord, NoteRecord,
};

/// Changes of notes, assignments and flags.
#[derive(Clone, Debug, Default)]
pub struct CollaborationChanges {
    /// Notes: `edition` 1 is inserted, a higher one replaces the edition before it. One that was
    /// taken back is a conflict.
    pub notes: Vec<NoteRecord>,
    /// Notes that their authors take back, at the edition they were read.
    pub deleted_notes: Vec<NoteRecord>,
    /// The texts of notes, each edition once.
    pub note_editions: Vec<NoteEditionRecord>,
    /// Whom notes name. Who is named already stays so.
    pub mentions: Vec<MentionRecord>,
    /// Who deals with declarations, and flags: `version` 1 is inserted, a higher one replaces the
    /// version before it.
    pub declaration_work: Vec<DeclarationWorkRecord>,
    /// Files that begin to come.
    pub attachments: Vec<AttachmentRecord>,
    /// The bytes of files, part by part.
    pub attachment_parts: Vec<AttachmentPart>,
    /// Files that are whole now. One that does not come any more is a conflict.
    pub stored_attachments: Vec<AttachmentRecord>,
    /// Files that are deleted with their bytes. One that is not whole is a conflict.
    pub deleted_attachments: Vec<AttachmentRecord>,
    /// Files that began to come and never came, with their bytes.
    pub abandoned_attachments: Vec<AbandonedUploads>,
    /// How many bytes of files a tenant has more or less. More than it may have is a conflict.
    pub attachment_usage: Vec<AttachmentUsage>,
    /// What people did, entry by entry.
    pub activity: Vec<ActivityRecord>,
}

/// Files of a tenant that began to come before a time, and did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AbandonedUploads {
    /// The tenant whose files did not come.
    pub tenant_id: TenantId,
    /// A file that did not come.
    pub id: AttachmentId,
    /// Before when it began.
    pub began_before: Timestamp,
}

/// How the bytes of a tenant's files change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttachmentUsage {
    /// The tenant that has the files.
    pub tenant_id: TenantId,
    /// How many bytes more; fewer where it is negative.
    pub bytes: i64,
    /// How many bytes it may have then.
    pub most: i64,
}

impl CollaborationChanges {
    /// Adds the changes of another step to this one.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.notes.append(&mut other.notes);
        self.deleted_notes.append(&mut other.deleted_notes);
        self.note_editions.append(&mut other.note_editions);
        self.mentions.append(&mut other.mentions);
        self.declaration_work.append(&mut other.declaration_work);
        self.attachments.append(&mut other.attachments);
        self.attachment_parts.append(&mut other.attachment_parts);
        self.stored_attachments
            .append(&mut other.stored_attachments);
        self.deleted_attachments
            .append(&mut other.deleted_attachments);
        self.abandoned_attachments
            .append(&mut other.abandoned_attachments);
        self.attachment_usage.append(&mut other.attachment_usage);
        self.activity.append(&mut other.activity);
    }
}

/// Changes of runs over many declarations.
#[derive(Clone, Debug, Default)]
pub struct BulkChanges {
    /// Runs that begin, with their rows.
    pub runs: Vec<BulkRunRecord>,
    /// The declarations of runs that begin.
    pub rows: Vec<BulkRowRecord>,
    /// What came of declarations. Where something did before, it is a conflict.
    pub results: Vec<BulkRowRecord>,
    /// Runs that are at their end. One that was already is a conflict.
    pub finished: Vec<BulkRunRecord>,
}

impl BulkChanges {
    /// Adds the changes of another step to this one.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.runs.append(&mut other.runs);
        self.rows.append(&mut other.rows);
        self.results.append(&mut other.results);
        self.finished.append(&mut other.finished);
    }
}
