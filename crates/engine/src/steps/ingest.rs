//! Processing an ingestion: a shipment starts, replaces or updates its flow, a record becomes
//! master data.

use std::collections::{BTreeSet, HashMap};

use cas_model::document::{CustomsShipment, ShipmentEvent};
use cas_model::ids::{IngestionId, ShipmentId};
use cas_model::message_type::MessageType;
use cas_model::record::Json;
use cas_process::codes::RefusalCode;
use cas_process::ingestion::update::UpdatedShipment;
use cas_process::ingestion::whole::{IncomingShipment, KnownShipment};
use cas_process::ingestion::{self, event, whole};
use cas_process::input_mapping::changes_after_update;
use cas_process::message::{Message, ShipmentUpdate, WholeShipment};
use cas_process::planning::{Plan, PlanRefusal, PlannedDeclaration, begun_by_customs};
use cas_process::sources::Inputs;
use cas_store::{
    Changes, DeclarationRecord, IngestionRecord, IngestionResult, IngestionState, ShipmentIdentity,
    ShipmentRecord, Task,
};
use jiff::SignedDuration;

use crate::commit::{Piece, changes_of, commit, put_off_waiting};
use crate::load::{load_earlier, load_inputs, load_records, load_run, load_states, load_update};
use crate::master_data;
use crate::{Boundary, Engine, Interrupted, progress};

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

impl Outcome {
    fn from_process(outcome: ingestion::Outcome) -> anyhow::Result<Self> {
        Ok(Self {
            changes: changes_of(outcome.effects)?,
            planned: outcome.planned,
            waits: outcome.waits,
        })
    }
}

/// A message of the customer in hand.
struct MessageInHand {
    row: IngestionRecord,
    /// What it says, or why what is stored cannot be read.
    message: anyhow::Result<Message>,
}

/// Carries out messages of customers: shipments, events and master data.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let pieces = match rows_of(engine, &tasks).await {
        Ok(rows) => run_rows(engine, tasks, rows).await,
        Err(error) => vec![Piece {
            tasks,
            result: Err(error),
        }],
    };
    commit(engine, pieces).await
}

async fn rows_of(
    engine: &Engine,
    tasks: &[Task],
) -> anyhow::Result<HashMap<IngestionId, IngestionRecord>> {
    let ids: Vec<IngestionId> = tasks.iter().map(|task| IngestionId(task.subject)).collect();
    let rows = engine.store().ingestions(&ids).await?.into_iter();
    Ok(rows.map(|row| (row.id, row)).collect())
}

async fn run_rows(
    engine: &Engine,
    tasks: Vec<Task>,
    mut rows: HashMap<IngestionId, IngestionRecord>,
) -> Vec<Piece> {
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
    let mut pieces = Vec::with_capacity(working.len() + 1);
    if !idle.is_empty() {
        pieces.push(Piece {
            tasks: idle,
            result: Ok(Changes::default()),
        });
    }
    match process(engine, due.clone()).await {
        Err(error) => pieces.push(Piece {
            tasks: working,
            result: Err(error),
        }),
        Ok(outcomes) => {
            for ((task, row), outcome) in working.into_iter().zip(due).zip(outcomes) {
                let result = outcome.and_then(|outcome| settle(engine, &task, &row, outcome));
                pieces.push(Piece {
                    tasks: vec![task],
                    result,
                });
            }
        }
    }
    pieces
}

/// What changes; a message that waits is put off in its place, and says for what.
fn settle(
    engine: &Engine,
    task: &Task,
    row: &IngestionRecord,
    outcome: Outcome,
) -> anyhow::Result<Changes> {
    let Some(why) = outcome.waits else {
        return Ok(outcome.changes);
    };
    let mut changes = Changes::default();
    let refusal = PlanRefusal::new(RefusalCode::WaitsForCustoms, why.clone());
    let errors = Json::encode(&vec![refusal.into()])?;
    if row.errors != errors {
        changes.ingestion_results.push(IngestionResult {
            tenant_id: row.tenant_id,
            id: row.id,
            state: IngestionState::Processing,
            errors,
            finished_at: None,
        });
    }
    let until = engine.now() + LOOK_AGAIN;
    changes.deferred.push(put_off_waiting(task, why, until));
    Ok(changes)
}

/// Decides what messages come to; nothing is committed.
pub(crate) async fn process(
    engine: &Engine,
    rows: Vec<IngestionRecord>,
) -> anyhow::Result<Vec<anyhow::Result<Outcome>>> {
    let jobs: Vec<MessageInHand> = rows.into_iter().map(MessageInHand::read).collect();
    progress::rests();
    let batch = load(engine, &jobs).await?;
    let mut outcomes = Vec::with_capacity(jobs.len());
    for job in jobs {
        outcomes.push(process_one(engine, job, &batch).await);
    }
    Ok(outcomes)
}

/// What a batch works on.
struct Batch {
    inputs: Inputs,
    shipments: HashMap<ShipmentIdentity, ShipmentRecord>,
    declarations: HashMap<ShipmentId, Vec<DeclarationRecord>>,
}

async fn load(engine: &Engine, jobs: &[MessageInHand]) -> anyhow::Result<Batch> {
    let tenants: BTreeSet<_> = jobs.iter().map(|job| job.row.tenant_id).collect();
    let mut inputs = load_inputs(engine, &tenants).await?;
    let documents = jobs.iter().filter_map(|job| {
        let document = job.whole()?.single_administrative_document.as_deref()?;
        Some((job.row.tenant_id, document))
    });
    load_records(engine, &mut inputs, documents).await?;
    let identities: Vec<ShipmentIdentity> =
        jobs.iter().filter_map(MessageInHand::shipment).collect();
    let shipments = engine.store().shipments_by_identity(&identities).await?;
    let shipment_ids: Vec<ShipmentId> = shipments.iter().map(|shipment| shipment.id).collect();
    let mut declarations: HashMap<ShipmentId, Vec<DeclarationRecord>> = HashMap::new();
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
        inputs,
        shipments,
        declarations,
    })
}

async fn process_one(
    engine: &Engine,
    job: MessageInHand,
    batch: &Batch,
) -> anyhow::Result<Outcome> {
    progress::begins(job.row.id.0);
    let shipment = job.shipment();
    let MessageInHand { row, message } = job;
    let known = shipment.map_or_else(KnownShipment::default, |shipment| batch.known(&shipment));
    let outcome = match message? {
        Message::Whole(whole) => ingest_whole(engine, &row, &whole, &batch.inputs, known).await?,
        Message::Update(update) => ingest_update(engine, &row, &update, known).await?,
        Message::Event(event) => ingest_event(engine, &row, &event, known).await?,
        Message::MasterData(kind, update) => {
            return Ok(Outcome {
                changes: master_data::ingest(engine, &row, kind, update).await?,
                ..Outcome::default()
            });
        }
    };
    Outcome::from_process(outcome)
}

impl Batch {
    /// What is there of a shipment.
    fn known(&self, identity: &ShipmentIdentity) -> KnownShipment<'_> {
        let shipment = self.shipments.get(identity);
        let declarations = shipment.and_then(|shipment| self.declarations.get(&shipment.id));
        KnownShipment {
            shipment,
            declarations: declarations.map_or(&[], Vec::as_slice),
        }
    }
}

/// Plans a whole shipment and carries the plan out.
async fn ingest_whole(
    engine: &Engine,
    ingestion: &IngestionRecord,
    whole: &WholeShipment,
    inputs: &Inputs,
    existing: KnownShipment<'_>,
) -> anyhow::Result<ingestion::Outcome> {
    let message = &whole.shipment;
    let sent = IncomingShipment {
        ingestion,
        message_type: whole.message_type.clone(),
        shipment: message,
        document: ingestion.body.as_str(),
        input_changes: ingestion.changes.clone(),
    };
    let mut unit = engine.unit_of_work(&inputs.watch);
    match whole::plan(&mut unit, &sent, inputs, existing)? {
        Ok(Plan::Start { flow, supersede }) => {
            let withdrawn = existing.declarations.iter();
            let withdrawn = withdrawn.filter(|row| supersede.contains(&row.id));
            let withdrawn = load_states(engine, withdrawn).await?;
            if withdrawn.iter().all(|state| state.edits.is_empty()) {
                return whole::start(unit, &sent, inputs, existing, withdrawn, flow);
            }
            // Manual edits may name records of their own.
            let tenant = ingestion.tenant_id;
            let mut inputs = load_inputs(engine, &BTreeSet::from([tenant])).await?;
            let content = message.single_administrative_document.as_deref();
            let documents = withdrawn.iter().map(|state| &state.document).chain(content);
            let documents = documents.map(|document| (tenant, document));
            load_records(engine, &mut inputs, documents).await?;
            whole::start(unit, &sent, &inputs, existing, withdrawn, flow)
        }
        Ok(Plan::Update) => anyhow::bail!("a whole shipment is no update"),
        Err(refusal) => whole::refuse(unit, &sent, existing, refusal),
    }
}

/// Applies an update to its shipment, plans it, and carries the plan out.
async fn ingest_update(
    engine: &Engine,
    ingestion: &IngestionRecord,
    update: &ShipmentUpdate,
    existing: KnownShipment<'_>,
) -> anyhow::Result<ingestion::Outcome> {
    let updated = UpdatedShipment::from_update(&update.patch, existing.shipment)?;
    let input_changes = changes_after_update(
        existing.shipment,
        &update.patch,
        &ingestion.changes,
        &updated.shipment,
    )?;
    let sent = IncomingShipment {
        ingestion,
        message_type: Ok(update.message_type),
        shipment: &updated.shipment,
        document: updated.document.as_str(),
        input_changes,
    };
    let mut inputs = load_inputs(engine, &BTreeSet::from([ingestion.tenant_id])).await?;
    if let Some(row) = existing.shipment {
        let tenant = ingestion.tenant_id;
        load_earlier(engine, &mut inputs, tenant, row.id, row.run).await?;
    }
    let content = updated.shipment.single_administrative_document.as_deref();
    let content = content.map(|content| (ingestion.tenant_id, content));
    load_records(engine, &mut inputs, content.into_iter()).await?;
    let watch = std::mem::take(&mut inputs.watch);
    let mut unit = engine.unit_of_work(&watch);
    let is_known = existing.shipment.is_some() || update.message_type == MessageType::Upsert;
    if let (Err(refusal), true) = (updated.fits.clone(), is_known) {
        return whole::refuse(unit, &sent, existing, refusal);
    }
    match (
        whole::plan(&mut unit, &sent, &inputs, existing)?,
        existing.shipment,
    ) {
        (Err(refusal), _) => whole::refuse(unit, &sent, existing, refusal),
        (Ok(Plan::Start { flow, .. }), _) => {
            whole::start(unit, &sent, &inputs, existing, Vec::new(), flow)
        }
        (Ok(Plan::Update), Some(row)) => {
            let mut update = load_update(engine, row, &updated.shipment, existing, inputs).await?;
            update.carry_out(unit, &sent, existing)
        }
        (Ok(Plan::Update), None) => anyhow::bail!("an update of nothing"),
    }
}

/// Carries out an event that the customer tells of a shipment.
async fn ingest_event(
    engine: &Engine,
    ingestion: &IngestionRecord,
    told: &ShipmentEvent,
    existing: KnownShipment<'_>,
) -> anyhow::Result<ingestion::Outcome> {
    let refused = |refusal| event::refused(engine.unwatched_unit_of_work(), ingestion, refusal);
    match existing.shipment.cloned() {
        None => refused(event::unknown_shipment()),
        Some(shipment) if shipment.flow.is_none() => refused(begun_by_customs()),
        Some(shipment) => {
            let (loaded, inputs) = load_run(engine, &shipment).await?;
            let unit = engine.unit_of_work(&inputs.watch);
            event::carry_out(unit, ingestion, told, (shipment, loaded), &inputs)
        }
    }
}

impl MessageInHand {
    fn read(row: IngestionRecord) -> Self {
        progress::begins(row.id.0);
        let message = Message::stored(&row);
        Self { row, message }
    }

    /// The shipment that is sent whole.
    fn whole(&self) -> Option<&CustomsShipment> {
        match self.message.as_ref().ok()? {
            Message::Whole(whole) => Some(&whole.shipment),
            Message::Update(_) | Message::Event(_) | Message::MasterData(..) => None,
        }
    }

    /// Which shipment the message is about.
    fn shipment(&self) -> Option<ShipmentIdentity> {
        let message = self.message.as_ref().ok()?;
        message.shipment_identity(self.row.tenant_id)
    }
}
