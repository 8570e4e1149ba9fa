//! Files at declarations and shipments: taken part by part, so that none is in memory as a whole.
//!
//! A file is there when its last commit says so. Parts of one that never came to its end are
//! forgotten with the next file of the tenant, an hour later.

use cas_model::collaboration::{AttachmentState, Subject, WorkChange, WorkDone};
use cas_model::ids::AttachmentId;
use cas_process::attachments::{file_name, media_type_of};
use cas_process::collaboration::{WorkedOn, tell_work};
use cas_process::{Refusal, codes};
use cas_store::{
    AbandonedUploads, AttachmentPart, AttachmentRecord, AttachmentUsage, Changes,
    CollaborationChanges, CommitError,
};
use jiff::SignedDuration;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::Caller;
use crate::{Engine, unavailable};

/// Bytes of one row.
const PART: usize = 256 * 1024;
/// Bytes that are committed at once.
const FLUSH: usize = 4 * PART;
/// How long a file may take to come.
const LONGEST_UPLOAD: SignedDuration = SignedDuration::from_hours(1);
/// How many files that did not come are forgotten with each that comes.
const SWEPT: u32 = 10;

/// A file that somebody sends.
#[derive(Clone, Debug)]
pub struct NewAttachment {
    /// What it is at.
    pub subject: Subject,
    /// Its name; of a path the last part.
    pub name: String,
    /// The media type that the sender states; believed of texts only.
    pub stated_type: String,
    /// The `casReference` of the document in the declaration that it is the paper of.
    pub document_reference: Option<String>,
}

/// A file that is coming.
pub struct Upload<'a> {
    engine: &'a Engine,
    on: WorkedOn,
    row: AttachmentRecord,
    stated_type: String,
    buffer: Vec<u8>,
    parts: u32,
    digest: Sha256,
}

impl Engine {
    /// Begins to take a file.
    ///
    /// # Errors
    /// When its subject is not the caller's, its name is none, or there is no room.
    pub async fn begin_upload(
        &self,
        caller: &Caller,
        new: NewAttachment,
    ) -> Result<Upload<'_>, Refusal> {
        let on = self.worked_on(caller, new.subject).await?;
        let name = file_name(&new.name)?;
        if let Some(reference) = &new.document_reference {
            self.check_reference(&on, reference).await?;
        }
        self.forget_abandoned(caller).await?;
        let now = self.now();
        let row = AttachmentRecord {
            tenant_id: caller.tenant_id,
            id: AttachmentId(self.ids().next()),
            subject_kind: new.subject.kind,
            subject_id: new.subject.id,
            name,
            media_type: String::new(),
            size: 0,
            sha256: String::new(),
            document_reference: new.document_reference,
            state: AttachmentState::Uploading,
            uploaded_by: caller.person.clone(),
            created_at: now,
            deleted_by: None,
            deleted_at: None,
        };
        Ok(Upload {
            engine: self,
            on,
            row,
            stated_type: new.stated_type,
            buffer: Vec::new(),
            parts: 0,
            digest: Sha256::new(),
        })
    }

    async fn check_reference(&self, on: &WorkedOn, reference: &str) -> Result<(), Refusal> {
        let WorkedOn::Declaration(row) = on else {
            let detail = "only a file at a declaration is the paper of one of its documents";
            return Err(Refusal::new(codes::FILE_REFUSED, detail));
        };
        let revision = self.store().revisions(&[(row.id, row.revision)]).await;
        let revision = revision.map_err(|error| unavailable(&error))?;
        let document = revision.first().map(|row| row.document.as_str());
        let document = serde_json::from_str::<Value>(document.unwrap_or("null"));
        let document = document.map_err(|error| unavailable(&error.into()))?;
        match has_element(&document, reference) {
            true => Ok(()),
            false => {
                let detail = "`document` must be the casReference of an element of the declaration";
                Err(Refusal::new(codes::FILE_REFUSED, detail))
            }
        }
    }

    /// Forgets files that did not come in time.
    async fn forget_abandoned(&self, caller: &Caller) -> Result<(), Refusal> {
        let (tenant, before) = (caller.tenant_id, self.now() - LONGEST_UPLOAD);
        let abandoned = self
            .store()
            .abandoned_attachments(tenant, before, SWEPT)
            .await
            .map_err(|error| unavailable(&error))?;
        for row in abandoned {
            let upload = AbandonedUploads {
                tenant_id: tenant,
                id: row.id,
                began_before: before,
            };
            let changes = Changes {
                collaboration: CollaborationChanges {
                    abandoned_attachments: vec![upload],
                    ..CollaborationChanges::default()
                },
                ..Changes::default()
            };
            committed(self.store().commit(changes).await)?;
        }
        Ok(())
    }

    /// Deletes a file; that there was one is kept.
    ///
    /// # Errors
    /// When there is none that is whole.
    pub async fn delete_attachment(
        &self,
        caller: &Caller,
        id: AttachmentId,
    ) -> Result<(), Refusal> {
        let gone = || Refusal::not_found("file");
        let row = self.store().attachment(caller.tenant_id, id).await;
        let row = row.map_err(|error| unavailable(&error))?;
        let row = row.filter(|row| row.state == AttachmentState::Stored);
        let row = row.ok_or_else(gone)?;
        let on = self.worked_on(caller, row.subject()).await?;
        let done = WorkDone {
            attachment_id: Some(id),
            ..WorkDone::by(&caller.person, WorkChange::FileDeleted)
        };
        let told = self.told(&on, |unit| Ok(vec![tell_work(unit, &on, done)?]));
        let mut changes = told.await?;
        changes.collaboration.attachment_usage = vec![AttachmentUsage {
            tenant_id: row.tenant_id,
            bytes: -row.size,
            most: i64::MAX,
        }];
        changes.collaboration.deleted_attachments = vec![AttachmentRecord {
            state: AttachmentState::Deleted,
            deleted_by: Some(caller.person.clone()),
            deleted_at: Some(self.now()),
            ..row
        }];
        self.decide(changes, gone).await
    }
}

impl Upload<'_> {
    /// Takes more of its bytes.
    ///
    /// # Errors
    /// When they are too many, or not of a kind that is taken.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let most = self.engine.settings().file_limit;
        self.row.size += i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        if self.row.size > most {
            let detail = format!("a file has at most {most} bytes");
            return Err(Refusal::new(codes::FILES_FULL, detail));
        }
        self.digest.update(bytes);
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() < FLUSH {
            return Ok(());
        }
        let changes = Changes {
            collaboration: self.flush()?,
            ..Changes::default()
        };
        committed(self.engine.store().commit(changes).await)
    }

    /// What was taken and is not committed, with the file itself where it is the first of it.
    fn flush(&mut self) -> Result<CollaborationChanges, Refusal> {
        let mut changes = CollaborationChanges::default();
        if self.parts == 0 {
            let media_type = media_type_of(&self.buffer, &self.stated_type)?;
            media_type.clone_into(&mut self.row.media_type);
            changes.attachments = vec![self.row.clone()];
        }
        for bytes in std::mem::take(&mut self.buffer).chunks(PART) {
            changes.attachment_parts.push(AttachmentPart {
                tenant_id: self.row.tenant_id,
                attachment_id: self.row.id,
                part: self.parts,
                bytes: bytes.to_vec(),
            });
            self.parts += 1;
        }
        Ok(changes)
    }

    /// All of it came: it is there from now on, and that is told.
    ///
    /// # Errors
    /// When it is empty, not of a kind that is taken, or there is no room for it.
    pub async fn finish(mut self) -> Result<AttachmentRecord, Refusal> {
        if self.row.size == 0 {
            return Err(Refusal::new(codes::FILE_REFUSED, "the file is empty"));
        }
        let rest = self.flush()?;
        let row = AttachmentRecord {
            state: AttachmentState::Stored,
            sha256: hexadecimal(&self.digest.finalize()),
            ..self.row
        };
        let done = WorkDone {
            attachment_id: Some(row.id),
            ..WorkDone::by(&row.uploaded_by, WorkChange::FileAdded)
        };
        let on = &self.on;
        let told = self
            .engine
            .told(on, |unit| Ok(vec![tell_work(unit, on, done)?]));
        let mut changes = told.await?;
        let most = self.engine.settings().files_of_tenant;
        changes.collaboration = CollaborationChanges {
            stored_attachments: vec![row.clone()],
            attachment_usage: vec![AttachmentUsage {
                tenant_id: row.tenant_id,
                bytes: row.size,
                most,
            }],
            activity: changes.collaboration.activity,
            ..rest
        };
        let full = || {
            let detail = format!("the files of a tenant have at most {most} bytes");
            Refusal::new(codes::FILES_FULL, detail)
        };
        self.engine.decide(changes, full).await?;
        Ok(row)
    }
}

fn committed(outcome: Result<(), CommitError>) -> Result<(), Refusal> {
    outcome.map_err(|error| unavailable(&error.into()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether an element of a document has this `casReference`.
fn has_element(document: &Value, reference: &str) -> bool {
    match document {
        Value::Object(fields) => {
            let own = fields.get("casReference").and_then(Value::as_str);
            own == Some(reference) || fields.values().any(|value| has_element(value, reference))
        }
        Value::Array(elements) => elements.iter().any(|value| has_element(value, reference)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
