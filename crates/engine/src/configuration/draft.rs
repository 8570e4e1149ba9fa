//! How is a draft saved, how does it come into force, and how does it end?
//!
//! A name has at most one draft, and it has the highest number: what is published after others
//! counts before them. Only a draft without problems is saved.

use cas_decision::TableTest;
use cas_process::Refusal;
use cas_process::configuration::change_control::{ask_review, withdraw_review};
use cas_process::configuration::publish::{publish, retire};
use cas_process::configuration::{
    ConfigurationChange, ConfigurationName, DraftCheck, DraftReview, EditScope, Editor,
    Publication, SavedVersion, draft, draft_check, draft_review,
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

    /// What saving a document as the draft of its name would say; nothing is saved.
    ///
    /// # Errors
    /// When the configuration cannot be read.
    pub async fn check_draft(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        document: Value,
    ) -> Result<DraftCheck, Refusal> {
        let name = name.clone();
        self.edit(editor, newest(&name), move |snapshot| {
            let check = draft_check::check(snapshot, &name, &document)?;
            Ok((ConfigurationChange::default(), check))
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

    /// Asks that another person looks at the draft of a name and publishes it.
    ///
    /// # Errors
    /// When there is none, it is not what the caller read, or no person asks.
    pub async fn ask_review(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        reason: String,
        expected: Option<String>,
    ) -> Result<ConfigurationRecord, Refusal> {
        let name = name.clone();
        self.edit(editor, newest(&name), move |snapshot| {
            ask_review(snapshot, &name, &reason, expected.as_deref())
        })
        .await
    }

    /// What a second person is to know of the draft of a name.
    ///
    /// # Errors
    /// When there is none.
    pub async fn review_draft(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
    ) -> Result<DraftReview, Refusal> {
        let name = name.clone();
        self.edit(editor, newest(&name), move |snapshot| {
            let review = draft_review::review(snapshot, &name)?;
            Ok((ConfigurationChange::default(), review))
        })
        .await
    }

    /// Takes back that a review of the draft of a name was asked for.
    ///
    /// # Errors
    /// When there is none, or it is not what the caller read.
    pub async fn withdraw_review(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        expected: Option<String>,
    ) -> Result<ConfigurationRecord, Refusal> {
        let name = name.clone();
        self.edit(editor, newest(&name), move |snapshot| {
            withdraw_review(snapshot, &name, expected.as_deref())
        })
        .await
    }

    /// Begins the draft of a name anew from one of its versions, so that it can be published again.
    ///
    /// # Errors
    /// When there is no such version, it has problems by now, or the draft is not what the caller
    /// read.
    pub async fn restore_version(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        version: u32,
        expected: Option<String>,
    ) -> Result<SavedVersion, Refusal> {
        let document = self
            .version_document(editor.tenant_id, name, version)
            .await?;
        self.save_draft(editor, name, document, expected).await
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
