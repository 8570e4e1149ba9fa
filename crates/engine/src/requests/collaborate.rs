//! What people do beside documents: notes, who deals with a declaration, flags. Each is one commit
//! with its entry in the activity and what is told of it.

use std::collections::BTreeSet;

use cas_model::collaboration::{FlagColour, Subject, SubjectKind, WorkChange, WorkDone};
use cas_model::ids::{DeclarationId, NoteId, ShipmentId};
use cas_process::collaboration::{
    WorkedOn, mentioned, note_text, person_id, tell_mentioned, tell_work,
};
use cas_process::unit_of_work::UnitOfWork;
use cas_process::{Refusal, codes};
use cas_store::{
    ActivityRecord, Changes, CollaborationChanges, CommitError, DeclarationWorkRecord,
    MentionRecord, NoteEditionRecord, NoteRecord,
};

use super::Caller;
use crate::commit::changes_of;
use crate::load::watch_of;
use crate::{Engine, unavailable};

/// How often a change is decided again when others were faster.
const ATTEMPTS: u32 = 5;

/// What of the work on a declaration changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkEdit {
    /// Who is to deal with it; nobody where absent.
    Assignee(Option<String>),
    /// Its flag; none where absent.
    Flag(Option<FlagColour>),
}

/// Who deals with a declaration, and its flag, after a change.
pub(crate) struct EditedWork {
    /// How it reads then.
    pub row: DeclarationWorkRecord,
    /// What is to be committed; none where it reads so already.
    pub changes: Option<Changes>,
}

impl Engine {
    /// The declaration or the shipment that people work on.
    ///
    /// # Errors
    /// When it is not the caller's.
    pub async fn worked_on(&self, caller: &Caller, subject: Subject) -> Result<WorkedOn, Refusal> {
        let (store, tenant) = (self.store(), caller.tenant_id);
        let found = match subject.kind {
            SubjectKind::Declaration => {
                let row = store.declaration(tenant, DeclarationId(subject.id)).await;
                row.map(|row| row.map(|row| WorkedOn::Declaration(Box::new(row))))
            }
            SubjectKind::Shipment => {
                let row = store.shipment(tenant, ShipmentId(subject.id)).await;
                row.map(|row| row.map(|row| WorkedOn::Shipment(Box::new(row))))
            }
        };
        let found = found.map_err(|error| unavailable(&error))?;
        found.ok_or_else(|| Refusal::not_found(subject.kind.as_str()))
    }

    /// Writes a note on a declaration or a shipment.
    ///
    /// # Errors
    /// When that is not the caller's, or the note cannot be kept.
    pub async fn add_note(
        &self,
        caller: &Caller,
        subject: Subject,
        text: &str,
    ) -> Result<NoteRecord, Refusal> {
        let text = note_text(text)?;
        let on = self.worked_on(caller, subject).await?;
        let note = NoteRecord {
            tenant_id: caller.tenant_id,
            id: NoteId(self.ids().next()),
            subject_kind: subject.kind,
            subject_id: subject.id,
            author: caller.person.clone(),
            text,
            edition: 1,
            created_at: self.now(),
            changed_at: None,
            deleted_at: None,
        };
        let persons = mentioned(&note.text)?;
        self.write_note(&on, &note, WorkChange::NoteAdded, persons)
            .await?;
        Ok(note)
    }

    /// Writes a note anew. Who is named for the first time is told.
    ///
    /// # Errors
    /// When it is not the caller's, was changed meanwhile, or cannot be kept.
    pub async fn change_note(
        &self,
        caller: &Caller,
        id: NoteId,
        text: &str,
    ) -> Result<NoteRecord, Refusal> {
        let text = note_text(text)?;
        let before = self.own_note(caller, id).await?;
        let on = self.worked_on(caller, before.subject()).await?;
        let note = NoteRecord {
            text,
            edition: before.edition + 1,
            changed_at: Some(self.now()),
            ..before.clone()
        };
        let mut persons = mentioned(&note.text)?;
        for known in mentioned(&before.text)? {
            persons.remove(&known);
        }
        self.write_note(&on, &note, WorkChange::NoteChanged, persons)
            .await?;
        Ok(note)
    }

    /// Takes a note back. What it said is kept.
    ///
    /// # Errors
    /// When it is not the caller's, or was changed meanwhile.
    pub async fn delete_note(&self, caller: &Caller, id: NoteId) -> Result<(), Refusal> {
        let note = NoteRecord {
            deleted_at: Some(self.now()),
            ..self.own_note(caller, id).await?
        };
        let on = self.worked_on(caller, note.subject()).await?;
        let done = WorkDone {
            note_id: Some(id),
            ..WorkDone::by(&note.author, WorkChange::NoteDeleted)
        };
        let told = self.told(&on, |unit| Ok(vec![tell_work(unit, &on, done)?]));
        let mut changes = told.await?;
        changes.collaboration.deleted_notes = vec![note];
        self.decide(changes, note_changed).await
    }

    async fn own_note(&self, caller: &Caller, id: NoteId) -> Result<NoteRecord, Refusal> {
        let note = self.store().note(caller.tenant_id, id).await;
        let note = note.map_err(|error| unavailable(&error))?;
        let note = note.ok_or_else(|| Refusal::not_found("note"))?;
        if !caller.owns(&note.author, note.created_at) {
            let detail = "a note is changed and taken back by the person who wrote it";
            return Err(Refusal::new(codes::NOT_THE_AUTHOR, detail));
        }
        match note.deleted_at {
            None => Ok(note),
            Some(_) => Err(note_changed()),
        }
    }

    async fn write_note(
        &self,
        on: &WorkedOn,
        note: &NoteRecord,
        change: WorkChange,
        persons: BTreeSet<String>,
    ) -> Result<(), Refusal> {
        let done = WorkDone {
            note_id: Some(note.id),
            ..WorkDone::by(&note.author, change)
        };
        let told = self.told(on, |unit| {
            let entry = tell_work(unit, on, done)?;
            tell_mentioned(unit, on, note, &persons);
            Ok(vec![entry])
        });
        let mut changes = told.await?;
        changes.collaboration.notes = vec![note.clone()];
        changes.collaboration.note_editions = vec![NoteEditionRecord {
            tenant_id: note.tenant_id,
            note_id: note.id,
            edition: note.edition,
            text: note.text.clone(),
            written_at: self.now(),
        }];
        let mention = |person| MentionRecord {
            tenant_id: note.tenant_id,
            person,
            note_id: note.id,
            mentioned_at: self.now(),
        };
        changes.collaboration.mentions = persons.into_iter().map(mention).collect();
        self.decide(changes, note_changed).await
    }

    /// Says who deals with a declaration, or which flag it has. What stands there already is not
    /// written again.
    ///
    /// # Errors
    /// When it is not the caller's, or a person cannot be known so.
    pub async fn change_declaration_work(
        &self,
        caller: &Caller,
        declaration: DeclarationId,
        edit: &WorkEdit,
    ) -> Result<DeclarationWorkRecord, Refusal> {
        if let WorkEdit::Assignee(Some(person)) = edit {
            person_id(person)?;
        }
        let on = self.worked_on(caller, declaration.into()).await?;
        for _ in 0..ATTEMPTS {
            let known = self.declaration_work_of(caller, declaration).await?;
            let edited = self.edited_work(caller, &on, known, edit).await?;
            let row = edited.row;
            let Some(changes) = edited.changes else {
                return Ok(row);
            };
            match self.store().commit(changes).await {
                Ok(()) => return Ok(row),
                Err(CommitError::Conflict(_)) => {}
                Err(CommitError::Database(error)) => return Err(unavailable(&error)),
            }
        }
        let detail = "others assigned or flagged it at the same moment; nothing was changed";
        Err(Refusal::new(codes::DECLARATION_CHANGED, detail))
    }

    /// What saying who deals with a declaration, or which flag it has, comes to.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn edited_work(
        &self,
        caller: &Caller,
        on: &WorkedOn,
        known: DeclarationWorkRecord,
        edit: &WorkEdit,
    ) -> Result<EditedWork, Refusal> {
        let row = edited(&known, edit);
        if row == known {
            return Ok(EditedWork { row, changes: None });
        }
        let row = DeclarationWorkRecord {
            version: known.version + 1,
            updated_at: self.now(),
            updated_by: caller.person.clone(),
            ..row
        };
        let done = work_done(caller, edit);
        let told = self.told(on, |unit| Ok(vec![tell_work(unit, on, done)?]));
        let mut changes = told.await?;
        changes.collaboration.declaration_work = vec![row.clone()];
        let changes = Some(changes);
        Ok(EditedWork { row, changes })
    }

    /// Who deals with a declaration, and its flag; nobody and none where nothing was ever said.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn declaration_work_of(
        &self,
        caller: &Caller,
        declaration: DeclarationId,
    ) -> Result<DeclarationWorkRecord, Refusal> {
        let known = self
            .store()
            .declaration_work(caller.tenant_id, &[declaration])
            .await
            .map_err(|error| unavailable(&error))?;
        Ok(known.into_iter().next().unwrap_or(DeclarationWorkRecord {
            tenant_id: caller.tenant_id,
            declaration_id: declaration,
            assignee: None,
            flag: None,
            version: 0,
            updated_at: self.now(),
            updated_by: String::new(),
        }))
    }

    /// What a unit of work tells of what was done, with its entries in the activity.
    pub(super) async fn told(
        &self,
        on: &WorkedOn,
        tell: impl FnOnce(&mut UnitOfWork<'_>) -> anyhow::Result<Vec<ActivityRecord>>,
    ) -> Result<Changes, Refusal> {
        let tenant = match on {
            WorkedOn::Declaration(row) => row.tenant_id,
            WorkedOn::Shipment(row) => row.tenant_id,
        };
        let watch = watch_of(self, &[tenant]).await;
        let watch = watch.map_err(|error| unavailable(&error))?;
        let mut unit = self.unit_of_work(&watch);
        let activity = tell(&mut unit).map_err(|error| unavailable(&error))?;
        let changes = changes_of(unit.effects).map_err(|error| unavailable(&error))?;
        Ok(Changes {
            collaboration: CollaborationChanges {
                activity,
                ..CollaborationChanges::default()
            },
            ..changes
        })
    }
}

fn edited(known: &DeclarationWorkRecord, edit: &WorkEdit) -> DeclarationWorkRecord {
    let mut row = known.clone();
    match edit {
        WorkEdit::Assignee(person) => row.assignee = person.clone(),
        WorkEdit::Flag(flag) => row.flag = *flag,
    }
    row
}

fn work_done(caller: &Caller, edit: &WorkEdit) -> WorkDone {
    match edit {
        WorkEdit::Assignee(person) => WorkDone {
            assignee: person.clone(),
            ..WorkDone::by(&caller.person, WorkChange::Assigned)
        },
        WorkEdit::Flag(flag) => WorkDone {
            flag: *flag,
            ..WorkDone::by(&caller.person, WorkChange::Flagged)
        },
    }
}

fn note_changed() -> Refusal {
    let detail = "nothing was changed; read the note again and decide again";
    Refusal::new(codes::NOTE_CHANGED, detail)
}
