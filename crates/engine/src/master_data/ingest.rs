//! Carrying out a message that brings master data.

use cas_model::Patch;
use cas_model::master_data::MasterDataKind;
use cas_model::record::{IngestionError, Json};
use cas_model::structure::StructureError;
use cas_process::codes::RefusalCode;
use cas_process::master_data::{Revision, revise};
use cas_store::{Changes, IngestionRecord, IngestionResult, IngestionState, MasterDataKey};

use crate::Engine;

/// The changes that a message makes, with the end of its ingestion.
pub(crate) async fn ingest(
    engine: &Engine,
    ingestion: &IngestionRecord,
    kind: MasterDataKind,
    mut update: Patch,
) -> anyhow::Result<Changes> {
    let revision = Revision {
        tenant_id: ingestion.tenant_id,
        kind,
        now: engine.now(),
    };
    let code = match cas_model::master_data::identify(kind, &mut update) {
        Ok(code) => code,
        Err(errors) => return ended(revision, ingestion, &errors),
    };
    let key = MasterDataKey {
        tenant_id: ingestion.tenant_id,
        kind: kind.as_str(),
        code,
    };
    let known = engine.store().master_data_records(&[key]).await?;
    let new = match revise(revision, &known, update)? {
        Ok(new) => new,
        Err(errors) => return ended(revision, ingestion, &errors),
    };
    let mut changes = ended(revision, ingestion, &[])?;
    if new.is_some() && kind.is_kept_in_memory() {
        changes.configuration_touched.push(ingestion.tenant_id);
    }
    let by = Some(ingestion.sent_by().to_owned());
    changes.master_data.extend(new.map(|mut new| {
        new.row.updated_by = by;
        new
    }));
    Ok(changes)
}

fn ended(
    revision: Revision,
    ingestion: &IngestionRecord,
    errors: &[StructureError],
) -> anyhow::Result<Changes> {
    let state = match errors {
        [] => IngestionState::Succeeded,
        [_, ..] => IngestionState::Failed,
    };
    let errors = errors.iter().map(|error| IngestionError {
        code: RefusalCode::UpdateRefused.as_str().to_owned(),
        message: error.message.clone(),
        path: Some(error.path.as_str().to_owned()),
    });
    let result = IngestionResult {
        tenant_id: ingestion.tenant_id,
        id: ingestion.id,
        state,
        errors: Json::encode(&errors.collect())?,
        finished_at: Some(revision.now),
    };
    Ok(Changes {
        ingestion_results: vec![result],
        ..Changes::default()
    })
}
