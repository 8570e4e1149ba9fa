//! Processing an ingestion: a shipment starts, replaces or updates its flow, a record becomes
//! master data.

use std::collections::{BTreeSet, HashMap};

use cas_model::declaration::Direction;
use cas_model::document::CustomsShipment;
use cas_model::ids::{IngestionId, ShipmentId};
use cas_store::{
    Changes, DeclarationRow, IngestionResult, IngestionRow, IngestionState, ShipmentIdentity,
    ShipmentRow, Task,
};
use jiff::SignedDuration;
use serde_json::Value;

use super::desk::Desk;
use super::finish::{self, Unit};
use super::inputs::Inputs;
use super::{shipment, shipment_event, update};
use crate::master_data;
use crate::planning::{MessageType, PlanRefusal, PlannedDeclaration, RefusalCode};
use crate::requests::MessageKind;
use crate::{Boundary, Engine, Interrupted};

/// How long a message that waits for customs is not looked at again, unless customs answers.
pub(super) const LOOK_AGAIN: SignedDuration = SignedDuration::from_secs(15);

/// What processing a message comes to.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// What is to change.
    pub changes: Changes,
    /// What is done with the declarations of a shipment.
    pub planned: Vec<PlannedDeclaration>,
    /// For what it waits; then nothing else is done.
    pub waits: Option<String>,
}

impl From<Desk<'_>> for Outcome {
    fn from(desk: Desk<'_>) -> Self {
        Self {
            changes: desk.changes,
            planned: desk.planned,
            waits: None,
        }
    }
}

/// A message of the customer in hand.
struct Job {
    row: IngestionRow,
    body: Value,
    /// A whole shipment; an update is read with what it updates.
    shipment: Option<CustomsShipment>,
}

/// Runs `ingest` tasks.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let units = match rows_of(engine, &tasks).await {
        Ok(rows) => run_rows(engine, tasks, rows).await,
        Err(error) => vec![Unit {
            tasks,
            result: Err(error),
        }],
    };
    finish::commit(engine, units).await
}

async fn rows_of(
    engine: &Engine,
    tasks: &[Task],
) -> anyhow::Result<HashMap<IngestionId, IngestionRow>> {
    let ids: Vec<IngestionId> = tasks.iter().map(|task| IngestionId(task.subject)).collect();
    let rows = engine.store().ingestions(&ids).await?.into_iter();
    Ok(rows.map(|row| (row.id, row)).collect())
}

async fn run_rows(
    engine: &Engine,
    tasks: Vec<Task>,
    mut rows: HashMap<IngestionId, IngestionRow>,
) -> Vec<Unit> {
    let (mut working, mut idle, mut due) = (Vec::new(), Vec::new(), Vec::new());
    for task in tasks {
        // An ingestion that has ended, or is gone, leaves nothing to do.
        match rows.remove(&IngestionId(task.subject)) {
            Some(row) if row.finished_at.is_none() => {
                due.push(row);
                working.push(task);
            }
            Some(_) | None => idle.push(task),
        }
    }
    let mut units = Vec::with_capacity(working.len() + 1);
    if !idle.is_empty() {
        units.push(Unit {
            tasks: idle,
            result: Ok(Changes::default()),
        });
    }
    match process(engine, due.clone()).await {
        Err(error) => units.push(Unit {
            tasks: working,
            result: Err(error),
        }),
        Ok(outcomes) => {
            for ((task, row), outcome) in working.into_iter().zip(due).zip(outcomes) {
                let result = outcome.map(|outcome| settle(engine, &task, &row, outcome));
                units.push(Unit {
                    tasks: vec![task],
                    result,
                });
            }
        }
    }
    units
}

/// What changes; a message that waits is put off in its place, and says for what.
fn settle(engine: &Engine, task: &Task, row: &IngestionRow, outcome: Outcome) -> Changes {
    let Some(why) = outcome.waits else {
        return outcome.changes;
    };
    let mut desk = Desk::new(engine, engine.now());
    let refusal = PlanRefusal::new(RefusalCode::WaitsForCustoms, why.clone());
    let errors = serde_json::to_string(&[refusal]).unwrap_or_default();
    if row.errors != errors {
        desk.changes.ingestion_results.push(IngestionResult {
            tenant_id: row.tenant_id,
            id: row.id,
            state: IngestionState::Processing,
            errors,
            finished_at: None,
        });
    }
    desk.wait(task, why, LOOK_AGAIN);
    desk.changes
}

/// Decides what messages come to; nothing is committed.
pub(crate) async fn process(
    engine: &Engine,
    rows: Vec<IngestionRow>,
) -> anyhow::Result<Vec<anyhow::Result<Outcome>>> {
    let batch = load(engine, rows).await?;
    let mut outcomes = Vec::with_capacity(batch.jobs.len());
    for job in &batch.jobs {
        outcomes.push(process_one(engine, job, &batch).await);
    }
    Ok(outcomes)
}

/// What a batch works on.
struct Batch {
    jobs: Vec<Job>,
    inputs: Inputs,
    shipments: HashMap<ShipmentIdentity, ShipmentRow>,
    declarations: HashMap<ShipmentId, Vec<DeclarationRow>>,
}

async fn load(engine: &Engine, rows: Vec<IngestionRow>) -> anyhow::Result<Batch> {
    let jobs: Vec<Job> = rows.into_iter().map(Job::read).collect::<Result<_, _>>()?;
    let tenants: BTreeSet<_> = jobs.iter().map(|job| job.row.tenant_id).collect();
    let mut inputs = Inputs::load(engine, &tenants).await?;
    let documents = jobs.iter().filter_map(|job| {
        let shipment = job.shipment.as_ref()?;
        let document = shipment.single_administrative_document.as_deref()?;
        Some((job.row.tenant_id, document))
    });
    inputs.load_master_data(engine, documents).await?;
    let identities: Vec<ShipmentIdentity> = jobs.iter().filter_map(Job::identity).collect();
    let shipments = engine.store().shipments_by_identity(&identities).await?;
    let shipment_ids: Vec<ShipmentId> = shipments.iter().map(|shipment| shipment.id).collect();
    let mut declarations: HashMap<ShipmentId, Vec<DeclarationRow>> = HashMap::new();
    if !shipment_ids.is_empty() {
        for row in engine
            .store()
            .declarations_of_shipments(&shipment_ids)
            .await?
        {
            declarations.entry(row.shipment_id).or_default().push(row);
        }
    }
    let shipments = shipments
        .into_iter()
        .map(|row| (row.identity(), row))
        .collect();
    Ok(Batch {
        jobs,
        inputs,
        shipments,
        declarations,
    })
}

async fn process_one(engine: &Engine, job: &Job, batch: &Batch) -> anyhow::Result<Outcome> {
    let changes = |changes| Outcome {
        changes,
        ..Outcome::default()
    };
    match MessageKind::parse(&job.row.kind) {
        Some(MessageKind::CustomsShipment) => ingest_shipment(engine, job, batch).await,
        Some(MessageKind::ShipmentEvent) => shipment_event::ingest(engine, &job.row).await,
        Some(MessageKind::MasterData(kind)) => master_data::ingest(engine, &job.row, kind)
            .await
            .map(changes),
        None => anyhow::bail!("{} is no kind of message", job.row.kind),
    }
}

async fn ingest_shipment(engine: &Engine, job: &Job, batch: &Batch) -> anyhow::Result<Outcome> {
    let existing = job
        .identity()
        .and_then(|identity| batch.shipments.get(&identity));
    let declarations = existing.and_then(|shipment| batch.declarations.get(&shipment.id));
    let known = shipment::Existing {
        shipment: existing,
        declarations: declarations.map_or(&[], Vec::as_slice),
    };
    match &job.shipment {
        Some(message) => shipment::ingest(engine, (&job.row, message), &batch.inputs, known).await,
        None => update::ingest(engine, (&job.row, &job.body), known).await,
    }
}

impl Job {
    fn read(row: IngestionRow) -> anyhow::Result<Self> {
        let body: Value = serde_json::from_str(&row.body)?;
        let is_shipment = row.kind == MessageKind::CustomsShipment.as_str();
        let message_type = MessageType::of(body["messageType"].as_str());
        let shipment = match message_type {
            Ok(MessageType::Update | MessageType::Upsert) => None,
            Ok(MessageType::New | MessageType::Replace) | Err(_) => is_shipment
                .then(|| serde_json::from_value(body.clone()))
                .transpose()?,
        };
        Ok(Self {
            row,
            body,
            shipment,
        })
    }

    fn identity(&self) -> Option<ShipmentIdentity> {
        if self.row.kind != MessageKind::CustomsShipment.as_str() {
            return None;
        }
        Some(ShipmentIdentity {
            tenant_id: self.row.tenant_id,
            external_reference: self.body["externalReference"].as_str()?.to_owned(),
            direction: Direction::parse(self.body["direction"].as_str()?)?,
        })
    }
}

/// Ends an ingestion in its history.
pub(super) fn end_ingestion(
    desk: &mut Desk<'_>,
    ingestion: &IngestionRow,
    result: Result<(), PlanRefusal>,
) {
    let state = match result {
        Ok(()) => IngestionState::Succeeded,
        Err(_) => IngestionState::Failed,
    };
    let refusals: Vec<PlanRefusal> = result.err().into_iter().collect();
    let errors = serde_json::to_string(&refusals).unwrap_or_default();
    let end = ended(ingestion, state, errors, desk);
    desk.changes.ingestion_results.push(end);
}

fn ended(
    ingestion: &IngestionRow,
    state: IngestionState,
    errors: String,
    desk: &Desk<'_>,
) -> IngestionResult {
    IngestionResult {
        tenant_id: ingestion.tenant_id,
        id: ingestion.id,
        state,
        errors,
        finished_at: Some(desk.now),
    }
}
