//! Importing a table of records: good rows land, bad ones are refused with row and column.

use cas_model::master_data::MasterDataKind;
use cas_process::Refusal;
use cas_process::configuration::Editor;
use cas_process::master_data::Revision;
use cas_process::master_data::import::{Import, ImportReport};
use cas_process::sheet::{Sheet, SheetRow};
use cas_store::{Changes, CommitError, MasterDataKey};

use crate::Engine;

/// Rows that are decided and written at once.
const CHUNK: usize = 1_000;
/// How often rows are decided again because another changed the same records meanwhile.
const ATTEMPTS: usize = 5;

/// Whether an import changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportMode {
    /// Good rows land; refused ones stand in the report.
    Land,
    /// Nothing lands; the report says what would.
    DryRun,
}

impl Engine {
    /// Imports a table of records of a kind.
    ///
    /// # Errors
    /// When the table's columns are not those of the kind, or the store is not available.
    pub async fn import_master_data(
        &self,
        editor: &Editor,
        kind: MasterDataKind,
        sheet: &Sheet,
        mode: ImportMode,
    ) -> Result<ImportReport, Refusal> {
        let revision = Revision {
            tenant_id: editor.tenant_id,
            kind,
            now: self.now(),
        };
        let mut import = Import::begin(revision, sheet)?;
        let mut report = ImportReport::default();
        for rows in sheet.rows.chunks(CHUNK) {
            let landing = Landing {
                revision,
                by: &editor.name,
                mode,
            };
            let of_rows = land(self, &landing, &mut import, rows).await;
            report.add(of_rows.map_err(|error| crate::unavailable(&error))?);
        }
        Ok(report)
    }
}

/// How rows are landed, and for whom.
struct Landing<'a> {
    revision: Revision,
    by: &'a str,
    mode: ImportMode,
}

/// Decides rows and writes what they make, again where another was faster.
async fn land(
    engine: &Engine,
    landing: &Landing<'_>,
    import: &mut Import,
    rows: &[SheetRow],
) -> anyhow::Result<ImportReport> {
    let (store, revision) = (engine.store(), landing.revision);
    for _ in 0..ATTEMPTS {
        let codes = import.wanted(rows);
        let keys: Vec<MasterDataKey> = codes.iter().map(|code| key_of(revision, code)).collect();
        import.take(codes, store.master_data_records(&keys).await?);
        let (report, mut made) = import.decide(rows)?;
        for new in &mut made {
            new.row.updated_by = Some(landing.by.to_owned());
        }
        if landing.mode == ImportMode::DryRun || made.is_empty() {
            return Ok(report);
        }
        let mut changes = Changes {
            master_data: made,
            ..Changes::default()
        };
        if revision.kind.is_kept_in_memory() {
            changes.configuration_touched.push(revision.tenant_id);
        }
        match store.commit(changes).await {
            Ok(()) => return Ok(report),
            Err(CommitError::Conflict(_)) => import.forget(rows),
            Err(CommitError::Database(error)) => return Err(error),
        }
    }
    anyhow::bail!("others keep changing the same records; import the file again")
}

fn key_of(revision: Revision, code: &str) -> MasterDataKey {
    MasterDataKey {
        tenant_id: revision.tenant_id,
        kind: revision.kind.as_str(),
        code: code.to_owned(),
    }
}
