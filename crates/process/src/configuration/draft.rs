//! How is a draft saved, and how does it end?
//!
//! A name has at most one draft, and it has the highest number: what is published after others
//! counts before them. Only a draft without problems is saved.

use cas_decision::{Note, TableTest};
use cas_model::record::{ConfigurationKey, ConfigurationRecord};
use serde_json::Value;

use super::change_control::draft_and_control;
use super::document::named;
use super::kept_secrets::restore_secrets;
use super::snapshot::{Snapshot, expect_tag, of_one};
use super::{ConfigurationChange, ConfigurationName, ControlOfDocument, Undecided, refusals};
use crate::Refusal;
use crate::tables::TableDocument;

/// A draft that was saved, and what its author should know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedDraft {
    /// The draft as it is kept.
    pub row: ConfigurationRecord,
    /// Of a decision table, what may be meant otherwise.
    pub notes: Vec<Note>,
}

/// Saves a document as the draft of a name. `expected` is the tag of the draft that the caller
/// read, if he minds.
///
/// # Errors
/// When the document has problems, or the draft is not what the caller read.
pub fn save(
    snapshot: &Snapshot,
    name: &ConfigurationName,
    document: Value,
    expected: Option<&str>,
) -> Result<(ConfigurationChange, SavedDraft), Undecided> {
    ControlOfDocument::for_document(snapshot, name)?.must_edit(&snapshot.editor.identity)?;
    foresee(snapshot, name, document, expected)
}

/// What saving would come to, whoever may do it.
///
/// # Errors
/// When the document has problems, or the draft is not what the caller read.
pub fn foresee(
    snapshot: &Snapshot,
    name: &ConfigurationName,
    document: Value,
    expected: Option<&str>,
) -> Result<(ConfigurationChange, SavedDraft), Undecided> {
    let draft = snapshot.draft(name);
    expect_tag(name, draft, expected)?;
    let raw = named(name, document).map_err(|problem| refusals::invalid(vec![(None, problem)]))?;
    let mut sent = [(name.clone(), raw)];
    restore_secrets(snapshot, &mut sent)?;
    let documents = snapshot
        .read(&sent)?
        .map_err(|problems| refusals::invalid(of_one(name, problems)))?;
    let [document] = documents.as_slice() else {
        return Err(Refusal::not_found("document").into());
    };
    let new = snapshot.new_row(document, snapshot.next_version(name))?;
    let notes = document.notes.clone();
    let row = match draft {
        None => new,
        Some(draft) if draft.document == new.document => {
            let row = draft.clone();
            return Ok((ConfigurationChange::default(), SavedDraft { row, notes }));
        }
        Some(draft) => ConfigurationRecord {
            document: new.document,
            valid_from: new.valid_from,
            valid_to: new.valid_to,
            review: new.review,
            ..snapshot.next_edition(draft)
        },
    };
    let changes = ConfigurationChange {
        configurations: vec![row.clone()],
        ..ConfigurationChange::default()
    };
    let problems = of_one(name, snapshot.problems(&changes, &sent)?);
    if !problems.is_empty() {
        return Err(refusals::invalid(problems).into());
    }
    Ok((changes, SavedDraft { row, notes }))
}

/// Adds a test to the draft of a table, which is begun from the newest version where there is none.
/// `expected` is the tag of the version that the caller read, the draft or else the newest, if he
/// minds.
///
/// # Errors
/// When there is no such table, it has a test of this name, or it is not what the caller read.
pub fn add_test(
    snapshot: &Snapshot,
    name: &ConfigurationName,
    test: &TableTest,
    expected: Option<&str>,
) -> Result<(ConfigurationChange, SavedDraft), Undecided> {
    let base = snapshot.versions(name).pop();
    expect_tag(name, base, expected)?;
    let base = base.ok_or_else(|| Refusal::not_found("decision table"))?;
    let mut document: TableDocument = base.document.get_as().map_err(anyhow::Error::from)?;
    if document.tests.iter().any(|known| known.name == test.name) {
        let message = format!(
            "the table has a test \"{}\"; choose another name",
            test.name
        );
        return Err(refusals::wrong("name", message).into());
    }
    document.tests.push(test.clone());
    let document = serde_json::to_value(document).map_err(anyhow::Error::from)?;
    save(snapshot, name, document, None)
}

/// Deletes the draft of a name. `expected` is the tag of the draft that the caller read, if he
/// minds.
///
/// # Errors
/// When there is none, or it is not what the caller read.
pub fn delete(
    snapshot: &Snapshot,
    name: &ConfigurationName,
    expected: Option<&str>,
) -> Result<(ConfigurationChange, ()), Undecided> {
    let (draft, control) = draft_and_control(snapshot, name, expected)?;
    control.must_edit(&snapshot.editor.identity)?;
    let change = ConfigurationChange {
        deleted_drafts: vec![ConfigurationKey {
            tenant_id: draft.tenant_id,
            kind: draft.kind,
            name: draft.name.clone(),
            version: draft.version,
        }],
        ..ConfigurationChange::default()
    };
    Ok((change, ()))
}
