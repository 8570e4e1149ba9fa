//! Carrying out a message that brings master data.

use cas_model::Patch;
use cas_model::master_data::MasterDataKind;
use cas_model::structure::StructureError;
use cas_process::master_data::MasterDataRefusal;
use cas_process::master_data::{Revision, revise};
use cas_store::{Changes, IngestionResult, IngestionRow, IngestionState, MasterDataKey};
use serde_json::{Value, json};

use crate::Engine;

/// The changes that a message makes, with the end of its ingestion.
pub(crate) async fn ingest(
    engine: &Engine,
    ingestion: &IngestionRow,
    kind: MasterDataKind,
) -> anyhow::Result<Changes> {
    let mut update = Patch::kept(kind.shape(), &ingestion.body)?;
    let revision = Revision {
        tenant_id: ingestion.tenant_id,
        kind,
        now: engine.now(),
    };
    let code = match cas_model::master_data::identify(kind, &mut update) {
        Ok(code) => code,
        Err(errors) => return Ok(ended(revision, ingestion, &errors)),
    };
    let key = MasterDataKey {
        tenant_id: ingestion.tenant_id,
        kind: kind.as_str(),
        code,
    };
    let known = engine.store().master_data_records(&[key]).await?;
    let new = match revise(revision, &known, update)? {
        Ok(new) => new,
        Err(errors) => return Ok(ended(revision, ingestion, &errors)),
    };
    let mut changes = ended(revision, ingestion, &[]);
    if new.is_some() && kind.is_kept_in_memory() {
        changes.configuration_touched.push(ingestion.tenant_id);
    }
    changes.master_data.extend(new);
    Ok(changes)
}

fn ended(revision: Revision, ingestion: &IngestionRow, errors: &[StructureError]) -> Changes {
    let state = match errors {
        [] => IngestionState::Succeeded,
        [_, ..] => IngestionState::Failed,
    };
    let errors = errors.iter().map(|error| {
        json!({
            "code": MasterDataRefusal::UpdateRefused.as_str(),
            "message": error.message,
            "path": error.path,
        })
    });
    let result = IngestionResult {
        tenant_id: ingestion.tenant_id,
        id: ingestion.id,
        state,
        errors: Value::Array(errors.collect()).to_string(),
        finished_at: Some(revision.now),
    };
    Changes {
        ingestion_results: vec![result],
        ..Changes::default()
    }
}
