//! What a tenant configured, as one document to take away, and to bring into force, all of it or
//! nothing.

use cas_model::ids::SystemCode;
use cas_process::Refusal;
use cas_process::configuration::bundle::bundle;
use cas_process::configuration::import::{CONNECTION, import};
use cas_process::configuration::{
    Bundle, ConfigurationChange, EditScope, Editor, ImportOptions, Imported,
};

use crate::Engine;

impl Engine {
    /// The newest published version of everything, and the connections without their secrets.
    ///
    /// # Errors
    /// When the store fails, or holds what cannot be read.
    pub async fn export_configuration(&self, editor: &Editor) -> anyhow::Result<Bundle> {
        let (snapshot, _) = self.snapshot(editor, &EditScope::Everything).await?;
        bundle(&snapshot)
    }

    /// Publishes what a bundle changes, as one commit; or says what that would be.
    ///
    /// # Errors
    /// When anything in it has problems, or its tests fail; then nothing changes.
    pub async fn import_configuration(
        &self,
        editor: &Editor,
        bundle: Bundle,
        options: ImportOptions,
    ) -> Result<Imported, Refusal> {
        let imported = self
            .edit(editor, EditScope::Everything, move |snapshot| {
                let (change, imported) = import(snapshot, &bundle, &options)?;
                let change = match options.dry_run {
                    true => ConfigurationChange::default(),
                    false => change,
                };
                Ok((change, imported))
            })
            .await?;
        for change in imported
            .documents
            .iter()
            .filter(|document| document.kind == CONNECTION)
        {
            if let Some(system) = SystemCode::parse(&change.name) {
                self.connections().forget(editor.tenant_id, &system);
            }
        }
        Ok(imported)
    }
}
