//! A table as a file, and a file as the draft of a table.

use bytes::Bytes;
use cas_model::ids::TenantId;
use cas_process::Refusal;
use cas_process::configuration::table_file::{self, TableFormat};
use cas_process::configuration::{ConfigurationName, Editor, TableVersion};
use cas_store::ConfigurationRow;

use super::table_tools::work;
use crate::Engine;

impl Engine {
    /// A version of a table as a file.
    ///
    /// # Errors
    /// When there is no such version.
    pub async fn table_file(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        format: TableFormat,
    ) -> Result<Vec<u8>, Refusal> {
        let (number, mut document) = self.table_document(tenant, table).await?;
        document.table.version = number;
        work(move || table_file::write(document.table, format)).await
    }

    /// Saves what a file says as the draft of a table. `expected` is the tag of the version that
    /// the caller read, the draft or else the newest, if he minds.
    ///
    /// # Errors
    /// Every place of the file that is not taken over, or when the table is not what the caller
    /// read; then nothing is saved.
    pub async fn import_table(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        format: TableFormat,
        bytes: Bytes,
        expected: Option<String>,
    ) -> Result<ConfigurationRow, Refusal> {
        let name = name.clone();
        self.edit(editor, move |snapshot| {
            table_file::import(snapshot, &name, format, &bytes, expected.as_deref())
        })
        .await
    }
}
