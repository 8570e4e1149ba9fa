//! Processing an ingestion: a shipment starts or replaces its flow, a record becomes master data.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use cas_model::declaration::Direction;
use cas_model::document::CustomsShipment;
use cas_model::flow::Flow;
use cas_model::ids::{IngestionId, ShipmentId};
use cas_model::lifecycle::Event;
use cas_model::notification::{CustomsShipmentInformation, Notice};
use cas_store::{
    Changes, DeclarationRow, IngestionResult, IngestionRow, IngestionState, ShipmentIdentity,
    ShipmentRow, Task,
};

use super::desk::Desk;
use super::finish::{self, Unit};
use super::inputs::Inputs;
use super::shipment_event;
use super::start::{Run, Trigger, start_due_steps};
use crate::configuration::{Lists, StepTables};
use crate::master_data;
use crate::planning::{self, FlowChoice, Plan, PlanRefusal, Situation};
use crate::requests::MessageKind;
use crate::state::{DeclarationState, Entry};
use crate::{Boundary, Engine, Interrupted};

/// An ingestion in hand.
struct Job {
    task: Task,
    row: IngestionRow,
    shipment: Option<CustomsShipment>,
}

/// Runs `ingest` tasks.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let units = match load(engine, &tasks).await {
        Ok(loaded) => process(engine, loaded).await,
        Err(error) => vec![Unit {
            tasks,
            result: Err(error),
        }],
    };
    finish::commit(engine, units).await
}

/// What a batch works on.
struct Batch {
    jobs: Vec<Job>,
    idle: Vec<Task>,
    inputs: Inputs,
    shipments: HashMap<ShipmentIdentity, ShipmentRow>,
    declarations: HashMap<ShipmentId, Vec<DeclarationRow>>,
}

async fn load(engine: &Engine, tasks: &[Task]) -> anyhow::Result<Batch> {
    let ids: Vec<IngestionId> = tasks.iter().map(|task| IngestionId(task.subject)).collect();
    let mut rows: HashMap<IngestionId, IngestionRow> = engine
        .store()
        .ingestions(&ids)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let (mut jobs, mut idle) = (Vec::new(), Vec::new());
    for task in tasks {
        // An ingestion that has ended, or is gone, leaves nothing to do.
        match rows.remove(&IngestionId(task.subject)) {
            Some(row) if row.finished_at.is_none() => {
                let shipment = (row.kind == MessageKind::CustomsShipment.as_str())
                    .then(|| serde_json::from_str(&row.body))
                    .transpose()?;
                jobs.push(Job {
                    task: task.clone(),
                    row,
                    shipment,
                });
            }
            Some(_) | None => idle.push(task.clone()),
        }
    }
    let tenants: BTreeSet<_> = jobs.iter().map(|job| job.row.tenant_id).collect();
    let mut inputs = Inputs::load(engine, &tenants).await?;
    let documents = jobs.iter().filter_map(|job| {
        let document = job
            .shipment
            .as_ref()?
            .single_administrative_document
            .as_deref()?;
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
        idle,
        inputs,
        shipments,
        declarations,
    })
}

async fn process(engine: &Engine, batch: Batch) -> Vec<Unit> {
    let Batch {
        jobs,
        idle,
        inputs,
        shipments,
        declarations,
    } = batch;
    let mut units = Vec::with_capacity(jobs.len() + 1);
    if !idle.is_empty() {
        units.push(Unit {
            tasks: idle,
            result: Ok(Changes::default()),
        });
    }
    for job in jobs {
        let existing = job.identity().and_then(|identity| shipments.get(&identity));
        let of_shipment = existing
            .and_then(|shipment| declarations.get(&shipment.id))
            .map_or(&[][..], Vec::as_slice);
        let result = match &job.shipment {
            Some(shipment) => {
                ingest_shipment(engine, &job.row, shipment, &inputs, (existing, of_shipment)).await
            }
            None if job.row.kind == MessageKind::ShipmentEvent.as_str() => {
                shipment_event::ingest(engine, &job.row).await
            }
            None => match MessageKind::parse(&job.row.kind) {
                Some(MessageKind::MasterData(kind)) => {
                    master_data::ingest(engine, &job.row, kind).await
                }
                Some(MessageKind::CustomsShipment | MessageKind::ShipmentEvent) | None => {
                    Err(anyhow::anyhow!("{} is no kind of message", job.row.kind))
                }
            },
        };
        units.push(Unit {
            tasks: vec![job.task],
            result,
        });
    }
    units
}

impl Job {
    fn identity(&self) -> Option<ShipmentIdentity> {
        let shipment = self.shipment.as_ref()?;
        Some(ShipmentIdentity {
            tenant_id: self.row.tenant_id,
            external_reference: shipment.external_reference.clone()?,
            direction: Direction::parse(shipment.direction.as_deref()?)?,
        })
    }
}

/// Plans a shipment message and carries the plan out.
async fn ingest_shipment(
    engine: &Engine,
    ingestion: &IngestionRow,
    message: &CustomsShipment,
    inputs: &Inputs,
    (existing, declarations): (Option<&ShipmentRow>, &[DeclarationRow]),
) -> anyhow::Result<Changes> {
    let mut desk = Desk::notifying(engine, engine.now(), &inputs.subscriptions);
    let plan = match plan(&desk, ingestion, message, inputs, (existing, declarations)) {
        Ok(plan) => plan?,
        Err(refusal) => {
            end(&mut desk, ingestion, message, Err(refusal));
            return Ok(desk.changes);
        }
    };
    supersede(&mut desk, &plan, declarations).await?;
    let mut shipment = shipment_row(&desk, ingestion, message, existing, &plan.flow)?;
    end(&mut desk, ingestion, message, Ok(()));
    let run = Run {
        flow: plan.flow,
        message,
        declarations: &[],
        histories: &[],
    };
    let started = start_due_steps(&mut desk, &mut shipment, &run, inputs, &Trigger::State)?;
    match started.refused.into_iter().next() {
        None => desk.changes.shipments.push(shipment),
        Some(refusal) => {
            // All or nothing: what was done for it is thrown away.
            desk = Desk::notifying(engine, desk.now, &inputs.subscriptions);
            end(&mut desk, ingestion, message, Err(refusal));
        }
    }
    Ok(desk.changes)
}

/// What the message does, or why nothing is done.
fn plan(
    desk: &Desk<'_>,
    ingestion: &IngestionRow,
    message: &CustomsShipment,
    inputs: &Inputs,
    (existing, declarations): (Option<&ShipmentRow>, &[DeclarationRow]),
) -> Result<anyhow::Result<Plan>, PlanRefusal> {
    let configuration = match inputs.configuration(ingestion.tenant_id) {
        Ok(configuration) => configuration,
        Err(error) => return Ok(Err(error)),
    };
    let situation = Situation {
        exists: existing.is_some(),
        declarations: declarations
            .iter()
            .map(|row| (row.id, row.status))
            .collect(),
    };
    let today = desk.today();
    let flows: Vec<Arc<Flow>> = configuration.flows_on(today).cloned().collect();
    let selection = configuration.settings_on(today).flow_selection.map(|name| {
        let table = configuration.bound_table(&name, today)?;
        Ok::<_, String>(StepTables::of_one(table))
    });
    let lists = Lists(inputs.reference(ingestion.tenant_id));
    let choice = FlowChoice {
        flows: &flows,
        selection: selection
            .as_ref()
            .map(|found| found.as_ref().map_err(String::as_str)),
        context: cas_decision::Context {
            as_of: today,
            sets: &lists,
        },
    };
    planning::plan(message, &situation, &choice).map(Ok)
}

/// Withdraws the declarations that a replacement takes the place of.
async fn supersede(
    desk: &mut Desk<'_>,
    plan: &Plan,
    declarations: &[DeclarationRow],
) -> anyhow::Result<()> {
    for row in declarations
        .iter()
        .filter(|row| plan.supersede.contains(&row.id))
    {
        let revisions = desk
            .engine
            .store()
            .revisions(&[(row.id, row.revision)])
            .await?;
        let revision = revisions
            .first()
            .ok_or_else(|| anyhow::anyhow!("declaration {} lacks its revision", row.id))?;
        let mut state = DeclarationState::load(row.clone(), revision)?;
        desk.record(&mut state, Event::Superseded, Entry::by("cas"));
        state.save(desk.now, &mut desk.changes)?;
    }
    Ok(())
}

fn shipment_row(
    desk: &Desk<'_>,
    ingestion: &IngestionRow,
    message: &CustomsShipment,
    existing: Option<&ShipmentRow>,
    flow: &Flow,
) -> anyhow::Result<ShipmentRow> {
    let missing = |field: &str| anyhow::anyhow!("an accepted shipment lacks {field}");
    let reference = message.external_reference.clone();
    let direction = message.direction.as_deref().and_then(Direction::parse);
    Ok(ShipmentRow {
        tenant_id: ingestion.tenant_id,
        id: existing.map_or_else(|| ShipmentId(desk.engine.ids().next()), |row| row.id),
        external_reference: reference.ok_or_else(|| missing("externalReference"))?,
        direction: direction.ok_or_else(|| missing("direction"))?,
        flow: flow.name.clone(),
        flow_version: flow.version,
        run: existing.map_or(0, |row| row.run) + 1,
        started_steps: "[]".to_owned(),
        document: ingestion.body.clone(),
        version: existing.map_or(0, |row| row.version) + 1,
        created_at: existing.map_or(desk.now, |row| row.created_at),
        updated_at: desk.now,
    })
}

/// Ends an ingestion and tells the customer how.
fn end(
    desk: &mut Desk<'_>,
    ingestion: &IngestionRow,
    message: &CustomsShipment,
    result: Result<(), PlanRefusal>,
) {
    let mut refusals: Vec<PlanRefusal> = result.err().into_iter().collect();
    let outcome = if refusals.is_empty() { Ok(()) } else { Err(()) };
    let document = message.single_administrative_document.as_deref();
    let information = CustomsShipmentInformation {
        outcome: planning::outcome(message, outcome),
        tenant_id: ingestion.tenant_id,
        ingestion_references: vec![ingestion.id.to_string()],
        business_reference: message.external_reference.clone().unwrap_or_default(),
        trader_reference: document
            .and_then(|document| document.ucr.as_deref())
            .and_then(|ucr| ucr.trader_reference.clone()),
        direction: message.direction.as_deref().and_then(Direction::parse),
        company: message.company.clone(),
        error_descriptions: refusals
            .iter()
            .map(|refusal| format!("{}: {}", refusal.code, refusal.message))
            .collect(),
    };
    desk.notice(
        ingestion.tenant_id,
        &Notice::CustomsShipmentInformation(information),
    );
    end_ingestion(desk, ingestion, refusals.pop().map_or(Ok(()), Err));
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
