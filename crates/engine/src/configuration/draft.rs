//! How is a draft saved, how does it come into force, and how does it end?
//!
//! A name has at most one draft, and it has the highest number: what is published after others
//! counts before them. Only a draft without problems is saved.

use cas_decision::TableTest;
use cas_process::Refusal;
use cas_process::configuration::publish::{publish, retire};
use cas_process::configuration::{
    ConfigurationName, EditScope, Editor, Publication, SavedVersion, draft,
};
use cas_store::ConfigurationRecord;
use serde_json::Value;

use crate::Engine;

impl Engine {
    /// Saves a document as the draft of its name, and says what is to be looked at in it.
    /// `expected` is the tag of the draft that the caller read, if he minds.
    ///
    /// # Errors
    /// When the document has problems, or the draft is not what the caller read.
    pub async fn save_draft(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        document: Value,
        expected: Option<String>,
    ) -> Result<SavedVersion, Refusal> {
        let name = name.clone();
        self.edit(editor, newest(&name), move |snapshot| {
            let (change, draft) =
                draft::save(snapshot, &name, document.clone(), expected.as_deref())?;
            Ok((change, SavedVersion::new(snapshot, draft.row, draft.notes)?))
        })
        .await
    }

    /// Adds a test to the draft of a table, which is begun from the newest version where there is
    /// none.
    ///
    /// # Errors
    /// When there is no such table, it has a test of this name, or it is not what the caller read.
    pub async fn add_table_test(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        test: TableTest,
        expected: Option<String>,
    ) -> Result<SavedVersion, Refusal> {
        let name = name.clone();
        self.edit(editor, newest(&name), move |snapshot| {
            let (change, draft) = draft::add_test(snapshot, &name, &test, expected.as_deref())?;
            Ok((change, SavedVersion::new(snapshot, draft.row, draft.notes)?))
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
        self.edit(editor, newest(&name), move |snapshot| {
            draft::delete(snapshot, &name, expected.as_deref())
        })
        .await
    }

    /// Publishes the draft of a name.
    ///
    /// # Errors
    /// When there is none, it has problems, its tests fail, or it is not what the caller read.
    pub async fn publish_draft(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        publication: Publication,
        expected: Option<String>,
    ) -> Result<SavedVersion, Refusal> {
        let name = name.clone();
        self.edit(editor, newest(&name), move |snapshot| {
            let (change, row) = publish(snapshot, &name, &publication, expected.as_deref())?;
            Ok((change, SavedVersion::new(snapshot, row, Vec::new())?))
        })
        .await
    }

    /// Takes a published version out of force; the newest of those that stay takes its place.
    /// Shipments that started with it keep it.
    ///
    /// # Errors
    /// When there is no such version, it is not published, something that is in force or will be
    /// needs it, or the version that takes its place has problems.
    pub async fn retire_version(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        version: u32,
    ) -> Result<ConfigurationRecord, Refusal> {
        let name = name.clone();
        let scope = EditScope::InForce(name.clone());
        self.edit(editor, scope, move |snapshot| {
            retire(snapshot, &name, version)
        })
        .await
    }
}

fn newest(name: &ConfigurationName) -> EditScope {
    EditScope::Newest(name.clone())
}
