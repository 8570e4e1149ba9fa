//! What a tenant configured, as one document to take away.

use cas_process::configuration::bundle::bundle;
use cas_process::configuration::{Bundle, Editor};

use crate::Engine;

impl Engine {
    /// The newest published version of everything, and the connections without their secrets.
    ///
    /// # Errors
    /// When the store fails, or holds what cannot be read.
    pub async fn export_configuration(&self, editor: &Editor) -> anyhow::Result<Bundle> {
        let (snapshot, _) = self.snapshot(editor).await?;
        bundle(&snapshot)
    }
}
