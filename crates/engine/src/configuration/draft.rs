//! How is a draft saved, and how does it end?
//!
//! A name has at most one draft, and it has the highest number: what is published after others
//! counts before them. Only a draft without problems is saved.

use cas_process::Refusal;
use cas_process::configuration::document::named;
use cas_process::configuration::{ConfigurationName, refusals};
use cas_store::{Changes, ConfigurationKey, ConfigurationRow};
use serde_json::Value;

use super::Editor;
use super::edit::{Snapshot, expect_tag, of_one};
use crate::Engine;

impl Engine {
    /// Saves a document as the draft of its name. `expected` is the tag of the draft that the
    /// caller read, if he minds.
    ///
    /// # Errors
    /// When the document has problems, or the draft is not what the caller read.
    pub async fn save_draft(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        document: Value,
        expected: Option<String>,
    ) -> Result<ConfigurationRow, Refusal> {
        let name = name.clone();
        self.edit(editor, move |snapshot| {
            save(snapshot, &name, document.clone(), expected.as_deref())
        })
        .await
    }

    /// Deletes a draft.
    ///
    /// # Errors
    /// When there is none, or it is not what the caller read.
    pub async fn delete_draft(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        expected: Option<String>,
    ) -> Result<(), Refusal> {
        let name = name.clone();
        self.edit(editor, move |snapshot| {
            let draft = snapshot.draft(&name);
            expect_tag(&name, draft, expected.as_deref())?;
            let draft = draft.ok_or_else(|| Refusal::not_found("draft"))?;
            let changes = Changes {
                deleted_drafts: vec![ConfigurationKey {
                    tenant_id: draft.tenant_id,
                    kind: draft.kind,
                    name: draft.name.clone(),
                    version: draft.version,
                }],
                ..Changes::default()
            };
            Ok((changes, ()))
        })
        .await
    }
}

pub(super) fn save(
    snapshot: &Snapshot,
    name: &ConfigurationName,
    document: Value,
    expected: Option<&str>,
) -> Result<(Changes, ConfigurationRow), Refusal> {
    let draft = snapshot.draft(name);
    expect_tag(name, draft, expected)?;
    let raw = named(name, document).map_err(|problem| refusals::invalid(vec![(None, problem)]))?;
    let sent = [(name.clone(), raw)];
    let documents = snapshot
        .read(&sent)?
        .map_err(|problems| refusals::invalid(of_one(name, problems)))?;
    let [document] = documents.as_slice() else {
        return Err(Refusal::not_found("document"));
    };
    let new = snapshot.new_row(document, snapshot.next_version(name));
    let row = match draft {
        None => new,
        Some(draft) if draft.document == new.document => {
            return Ok((Changes::default(), draft.clone()));
        }
        Some(draft) => ConfigurationRow {
            document: new.document,
            valid_from: new.valid_from,
            valid_to: new.valid_to,
            ..snapshot.next_edition(draft)
        },
    };
    let changes = Changes {
        configurations: vec![row.clone()],
        ..Changes::default()
    };
    let problems = of_one(name, snapshot.problems(&changes, &sent)?);
    if !problems.is_empty() {
        return Err(refusals::invalid(problems));
    }
    Ok((changes, row))
}
