//! Processing an ingestion: a shipment starts or replaces its flow, a record becomes master data.

use std::collections::{BTreeSet, HashMap};

use cas_model::declaration::Direction;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::flow::{Flow, Step};
use cas_model::formats::lrn_of;
use cas_model::ids::{DeclarationId, IngestionId, ShipmentId};
use cas_model::lifecycle::{Event, Status};
use cas_model::notification::{CustomsShipmentInformation, Notice};
use cas_store::{
    Changes, DeclarationRow, IngestionResult, IngestionRow, IngestionState, ShipmentIdentity,
    ShipmentRow, Task, TaskKind,
};

use super::advance::{check, submit_if_automatic};
use super::desk::Desk;
use super::finish::{self, Unit};
use super::inputs::Inputs;
use crate::master_data;
use crate::planning::{self, Plan, PlanRefusal, Situation};
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
                ingest_shipment(engine, &job.row, shipment, &inputs, existing, of_shipment).await
            }
            None => match MessageKind::parse(&job.row.kind) {
                Some(MessageKind::MasterData(kind)) => {
                    master_data::ingest(engine, &job.row, kind).await
                }
                Some(MessageKind::CustomsShipment) | None => {
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
    existing: Option<&ShipmentRow>,
    declarations: &[DeclarationRow],
) -> anyhow::Result<Changes> {
    let mut desk = Desk::notifying(engine, engine.now(), &inputs.subscriptions);
    let situation = Situation {
        exists: existing.is_some(),
        declarations: declarations
            .iter()
            .map(|row| (row.id, row.status))
            .collect(),
    };
    match planning::plan(
        message,
        &situation,
        inputs.active_flows(ingestion.tenant_id),
    ) {
        Ok(plan) => {
            supersede(&mut desk, &plan, declarations).await?;
            let shipment = shipment_row(&desk, ingestion, message, existing, plan.flow)?;
            end(&mut desk, ingestion, message, Ok(()));
            start_flow(&mut desk, &shipment, message, plan.flow, inputs)?;
            desk.changes.shipments.push(shipment);
        }
        Err(refusal) => end(&mut desk, ingestion, message, Err(refusal)),
    }
    Ok(desk.changes)
}

/// Withdraws the declarations that a replacement takes the place of.
async fn supersede(
    desk: &mut Desk<'_>,
    plan: &Plan<'_>,
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
        document: ingestion.body.clone(),
        version: existing.map_or(0, |row| row.version) + 1,
        created_at: existing.map_or(desk.now, |row| row.created_at),
        updated_at: desk.now,
    })
}

/// Makes the declarations of the flow's steps and takes each as far as it goes.
fn start_flow(
    desk: &mut Desk<'_>,
    shipment: &ShipmentRow,
    message: &CustomsShipment,
    flow: &Flow,
    inputs: &Inputs,
) -> anyhow::Result<()> {
    for step in &flow.steps {
        let document = message
            .single_administrative_document
            .as_deref()
            .cloned()
            .unwrap_or_default();
        let row = declaration_row(desk, shipment, message, step)?;
        let mut state = DeclarationState::new(row, with_item_ids(document));
        desk.record(&mut state, Event::Created, Entry::by("cas"));
        if let Err(error) = go_on(desk, &mut state, inputs) {
            // The declaration is kept as it is, and a task of its own tries again.
            tracing::error!(error = format!("{error:#}"), "a new declaration waits");
            desk.task(shipment.tenant_id, TaskKind::Advance, state.row.id.0, None);
        }
        state.save(desk.now, &mut desk.changes)?;
    }
    Ok(())
}

fn go_on(desk: &mut Desk<'_>, state: &mut DeclarationState, inputs: &Inputs) -> anyhow::Result<()> {
    check(desk, state, inputs)?;
    submit_if_automatic(desk, state, inputs)
}

/// Gives each item the id it has in item endpoints.
fn with_item_ids(mut document: SingleAdministrativeDocument) -> SingleAdministrativeDocument {
    if let Some(shipment) = document.goods_shipment.as_deref_mut() {
        for item in &mut shipment.government_agency_goods_items {
            item.government_agency_goods_item_id
                .clone_from(&item.cas_reference);
        }
    }
    document
}

fn declaration_row(
    desk: &Desk<'_>,
    shipment: &ShipmentRow,
    message: &CustomsShipment,
    step: &Step,
) -> anyhow::Result<DeclarationRow> {
    let id = DeclarationId(desk.engine.ids().next());
    let system = desk
        .engine
        .registry()
        .get(&step.system)
        .ok_or_else(|| anyhow::anyhow!("step {} names no system {}", step.name, step.system))?;
    Ok(DeclarationRow {
        tenant_id: shipment.tenant_id,
        id,
        shipment_id: shipment.id,
        external_reference: shipment.external_reference.clone(),
        direction: shipment.direction.as_str().to_owned(),
        flow: shipment.flow.clone(),
        flow_version: shipment.flow_version,
        step: step.name.clone(),
        instance_count: 1,
        instance_seq: 1,
        family: system.capabilities().family,
        system: step.system.clone(),
        declaration_type: step.declaration_type.clone(),
        jurisdiction: step.jurisdiction.clone(),
        lrn: lrn_of(id.0),
        mrn: None,
        arc: None,
        ucr: None,
        ship_from: None,
        ship_to: None,
        company: message.company.clone(),
        plant: message.plant.clone(),
        storage_location: message.storage_location_reference.clone(),
        declaration_date: None,
        status: Status::New,
        facts: String::new(),
        findings: String::new(),
        revision: 1,
        lodged_revision: None,
        history_length: 0,
        version: 0,
        created_at: desk.now,
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
    let refusals: Vec<PlanRefusal> = result.err().into_iter().collect();
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
    let state = outcome.map_or(IngestionState::Failed, |()| IngestionState::Succeeded);
    let errors = serde_json::to_string(&refusals).unwrap_or_default();
    desk.changes
        .ingestion_results
        .push(ended(ingestion, state, errors, desk));
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
