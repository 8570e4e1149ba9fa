//! What changes of what people do beside documents, as data.

use crate::rows::{
    ActivityRecord, DeclarationWorkRecord, MentionRecord, NoteEditionRecord, NoteRecord,
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
    /// What people did.
    pub activity: Vec<ActivityRecord>,
}

impl CollaborationChanges {
    /// Adds the changes of another step to this one.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.notes.append(&mut other.notes);
        self.deleted_notes.append(&mut other.deleted_notes);
        self.note_editions.append(&mut other.note_editions);
        self.mentions.append(&mut other.mentions);
        self.declaration_work.append(&mut other.declaration_work);
        self.activity.append(&mut other.activity);
    }
}
