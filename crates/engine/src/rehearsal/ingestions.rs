//! What would messages come to?

use std::collections::HashMap;

use cas_model::Organisation;
use cas_model::input_change::InputChange;
use cas_model::record::IngestionError;
use cas_process::codes::RefusalCode;
use cas_process::planning::{PlanRefusal, PlannedDeclaration};
use cas_store::{Changes, IngestionRecord, IngestionState, NewTask};
use serde::Serialize;
use uuid::Uuid;

use super::declarations::{ChangedDeclaration, ForeseenFindings, changed_declarations};
use super::effects::Effects;
use crate::Engine;
use crate::steps::{Outcome, process_ingestions};

/// What a message would come to.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeseenIngestion {
    /// The kind of message: `CustomsShipment`, `ArticleDataItem`, …
    pub kind: String,
    /// The ERP's reference, or the code of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
    /// Whether it is carried out, refused, waits or fails.
    pub outcome: IngestionOutcome,
    /// Why it is refused or waits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<IngestionError>,
    /// What input mappings changed of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<InputChange>,
    /// Whether others for the same shipment or record come first; the plan is what it would be
    /// without them.
    pub follows_others: bool,
    /// What is done with the declarations of the shipment.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub declarations: Vec<ForeseenDeclaration>,
    /// What else is done.
    #[serde(flatten)]
    pub effects: Effects,
}

/// What is done with a declaration, and what is found in it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeseenDeclaration {
    /// What is done with it.
    #[serde(flatten)]
    pub planned: PlannedDeclaration,
    /// What is found in it before and after.
    #[serde(flatten)]
    pub findings: ForeseenFindings,
    /// The part of the organisation that it belongs to, which decides who is shown it.
    #[serde(skip)]
    pub organisation: Organisation,
}

/// How a message ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum IngestionOutcome {
    /// It is carried out.
    Successful,
    /// Nothing of it is done.
    Refused,
    /// Customs must answer first; then it is looked at again.
    Waits,
    /// The step itself fails: it is tried again later, and given up and alerted in the end.
    Fails,
}

/// What the messages that would be stored come to.
pub(super) async fn foresee(
    engine: &Engine,
    changes: &Changes,
) -> anyhow::Result<Vec<ForeseenIngestion>> {
    let rows = &changes.ingestions;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let outcomes = process_ingestions(engine, rows.clone()).await?;
    let mut foreseen = Vec::with_capacity(rows.len());
    for (row, outcome) in rows.iter().zip(outcomes) {
        let follows_others = follows(engine, &changes.tasks, row.id.0).await?;
        let ingestion = foreseen_ingestion(engine, row, outcome).await?;
        foreseen.push(ForeseenIngestion {
            follows_others,
            ..ingestion
        });
    }
    Ok(foreseen)
}

async fn foreseen_ingestion(
    engine: &Engine,
    row: &IngestionRecord,
    outcome: anyhow::Result<Outcome>,
) -> anyhow::Result<ForeseenIngestion> {
    let outcome = outcome.inspect_err(|error| {
        tracing::warn!(error = format!("{error:#}"), "a message would fail");
    });
    let (ends, errors) = match &outcome {
        Ok(outcome) => ending(row, outcome)?,
        Err(_) => (IngestionOutcome::Fails, Vec::new()),
    };
    let outcome = outcome.unwrap_or_default();
    let (declarations, effects) = match ends {
        IngestionOutcome::Waits | IngestionOutcome::Fails => (Vec::new(), Effects::default()),
        IngestionOutcome::Successful | IngestionOutcome::Refused => {
            let effects = Effects::of_changes(engine, &outcome.changes).await?;
            let declarations = with_findings(engine, &outcome.changes, outcome.planned).await?;
            (declarations, effects)
        }
    };
    Ok(ForeseenIngestion {
        kind: row.kind.clone(),
        external_reference: row.external_reference.clone(),
        outcome: ends,
        errors,
        changes: row.changes.get()?,
        follows_others: false,
        declarations,
        effects,
    })
}

/// The declarations with what is found in them; one with which nothing is done as it stands.
async fn with_findings(
    engine: &Engine,
    changes: &Changes,
    planned: Vec<PlannedDeclaration>,
) -> anyhow::Result<Vec<ForeseenDeclaration>> {
    let changed = changed_declarations(engine, changes).await?;
    let mut changed: HashMap<_, _> = changed
        .into_iter()
        .map(|one| (one.declaration_id, (one.findings, one.organisation)))
        .collect();
    let left: Vec<_> = planned
        .iter()
        .map(|planned| planned.declaration_id)
        .filter(|id| !changed.contains_key(id))
        .collect();
    for row in engine.store().declarations(&left).await? {
        let unchanged = ChangedDeclaration::unchanged(engine, &row).await?;
        changed.insert(row.id, (unchanged.findings, unchanged.organisation));
    }
    let planned = planned.into_iter();
    let foreseen = planned.map(|planned| {
        let known = changed.remove(&planned.declaration_id);
        let (findings, organisation) = known.unwrap_or_default();
        ForeseenDeclaration {
            planned,
            findings,
            organisation,
        }
    });
    Ok(foreseen.collect())
}

fn ending(
    row: &IngestionRecord,
    outcome: &Outcome,
) -> anyhow::Result<(IngestionOutcome, Vec<IngestionError>)> {
    if let Some(why) = &outcome.waits {
        let refusal = PlanRefusal::new(RefusalCode::WaitsForCustoms, why.as_str());
        return Ok((IngestionOutcome::Waits, vec![refusal.into()]));
    }
    let results = &outcome.changes.ingestion_results;
    let failed = results
        .iter()
        .find(|result| result.id == row.id && result.state == IngestionState::Failed);
    Ok(match failed {
        Some(result) => (IngestionOutcome::Refused, result.errors.get()?),
        None => (IngestionOutcome::Successful, Vec::new()),
    })
}

/// Whether others come first in the lane of a task.
pub(super) async fn follows(
    engine: &Engine,
    tasks: &[NewTask],
    subject: Uuid,
) -> anyhow::Result<bool> {
    let Some(at) = tasks.iter().position(|task| task.subject == subject) else {
        return Ok(false);
    };
    let task = &tasks[at];
    let Some(lane) = &task.lane else {
        return Ok(false);
    };
    let is_before = |other: &NewTask| other.lane.as_ref() == Some(lane);
    if tasks[..at].iter().any(is_before) {
        return Ok(true);
    }
    engine.store().is_lane_busy(task.tenant_id, lane).await
}
