//! Bringing versions into force, and taking them out.

use cas_process::Refusal;
use cas_process::configuration::publish::{publish, retire};
use cas_process::configuration::{ConfigurationName, Editor, Publication};
use cas_store::ConfigurationRecord;

use crate::Engine;

impl Engine {
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
    ) -> Result<ConfigurationRecord, Refusal> {
        let name = name.clone();
        self.edit(editor, move |snapshot| {
            publish(snapshot, &name, &publication, expected.as_deref())
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
        self.edit(editor, move |snapshot| retire(snapshot, &name, version))
            .await
    }
}
