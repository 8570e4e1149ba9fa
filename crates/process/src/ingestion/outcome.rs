//! What a message of the customer comes to, and how it ends in the history of what was received.

use cas_model::record::{IngestionError, IngestionRecord, IngestionResult, IngestionState, Json};

use crate::planning::{PlanRefusal, PlannedDeclaration};
use crate::unit_of_work::{Effects, UnitOfWork};

/// What processing a message comes to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What is to change.
    pub effects: Effects,
    /// What is done with the declarations of a shipment.
    pub planned: Vec<PlannedDeclaration>,
    /// For what it waits; then nothing else is done.
    pub waits: Option<String>,
}

impl From<UnitOfWork<'_>> for Outcome {
    fn from(unit: UnitOfWork<'_>) -> Self {
        Self {
            effects: unit.effects,
            planned: unit.planned,
            waits: None,
        }
    }
}

/// Ends an ingestion in its history.
///
/// # Errors
/// When what is wrong with it cannot be written as text.
pub fn end_ingestion(
    unit: &mut UnitOfWork<'_>,
    ingestion: &IngestionRecord,
    result: Result<(), PlanRefusal>,
) -> anyhow::Result<()> {
    let state = match result {
        Ok(()) => IngestionState::Succeeded,
        Err(_) => IngestionState::Failed,
    };
    let errors: Vec<IngestionError> = result.err().into_iter().map(Into::into).collect();
    unit.effects.ingestion_results.push(IngestionResult {
        tenant_id: ingestion.tenant_id,
        id: ingestion.id,
        state,
        errors: Json::encode(&errors)?,
        finished_at: Some(unit.now),
    });
    Ok(())
}
