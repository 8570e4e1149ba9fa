//! An update of a shipment: what is there with the update applied, and every started step brought
//! to what it would make of that.
//!
//! All of it is done or nothing. Where customs must answer about a declaration first, the update
//! waits in its place, and nothing of the shipment overtakes it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use anyhow::Context as _;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::flow::Flow;
use cas_model::lifecycle::Phase;
use cas_model::patch;
use cas_model::structure::StructureError;
use cas_store::{IngestionRow, ShipmentRow};
use jiff::civil::Date;
use serde_json::Value;

use super::desk::Desk;
use super::ingest::Outcome;
use super::inputs::Inputs;
use super::reconcile::{Place, reconcile};
use super::shipment::{self, Existing, Sent, end, load_all, plan, refuse};
use super::start::{NotStarted, Run, Trigger, start_due_steps, still_holds};
use crate::Engine;
use crate::deductions::Earlier;
use crate::planning::{self, MessageType, Plan, PlanRefusal, RefusalCode};
use crate::state::{DeclarationState, is_withdrawn, spoken_revision};

/// Applies an update to its shipment, plans it, and carries the plan out.
pub(super) async fn ingest(
    engine: &Engine,
    (ingestion, update): (&IngestionRow, &Value),
    existing: Existing<'_>,
) -> anyhow::Result<Outcome> {
    let message_type = update["messageType"].as_str();
    let begun_by_customs = existing.shipment.is_some_and(|row| row.flow.is_empty());
    let (document, fits) = match apply(update, existing.shipment)? {
        _ if begun_by_customs => (identity_of(update), Err(planning::begun_by_customs())),
        Ok(document) => (document, Ok(())),
        Err(errors) => (identity_of(update), Err(update_refused(&errors))),
    };
    let text = serde_json::to_string(&document)?;
    let message: CustomsShipment = serde_json::from_value(document)?;
    let sent = Sent::new(ingestion, message_type, (&message, &text));
    let mut inputs = Inputs::load(engine, &BTreeSet::from([ingestion.tenant_id])).await?;
    if let Some(row) = existing.shipment {
        let of_run = (ingestion.tenant_id, row.id);
        inputs.load_earlier(engine, of_run, row.run).await?;
    }
    let content = message.single_administrative_document.as_deref();
    let content = content.map(|content| (ingestion.tenant_id, content));
    inputs.load_master_data(engine, content.into_iter()).await?;
    let surroundings = std::mem::take(&mut inputs.surroundings);
    let desk = Desk::notifying(engine, engine.now(), &surroundings);
    let is_known = existing.shipment.is_some() || sent.message_type == Ok(MessageType::Upsert);
    if let (Err(refusal), true) = (fits, is_known) {
        return Ok(refuse(desk, &sent, existing, refusal));
    }
    match (plan(&desk, &sent, &inputs, existing)?, existing.shipment) {
        (Err(refusal), _) => Ok(refuse(desk, &sent, existing, refusal)),
        (Ok(Plan::Start { flow, .. }), _) => {
            shipment::start(desk, &sent, &inputs, (existing, Vec::new(), flow))
        }
        (Ok(Plan::Update), Some(row)) => {
            let mut update = Update::load(engine, row, &sent, existing, inputs).await?;
            update.carry_out(desk, &sent, existing)
        }
        (Ok(Plan::Update), None) => anyhow::bail!("an update of nothing"),
    }
}

/// What is there with the update applied; without what is there, a new shipment.
fn apply(
    update: &Value,
    existing: Option<&ShipmentRow>,
) -> anyhow::Result<Result<Value, Vec<StructureError>>> {
    let current = existing.map(|row| serde_json::from_str::<Value>(&row.document));
    let current = current.transpose().context("the shipment's document")?;
    let applied = patch::apply(CustomsShipment::shape(), current.as_ref(), update.clone());
    Ok(applied.map(|mut document| {
        if let Some(document) = document.as_object_mut() {
            document.remove("messageType");
        }
        document
    }))
}

/// What names the shipment, where nothing else of the update can be used.
fn identity_of(update: &Value) -> Value {
    let mut identity = serde_json::Map::new();
    for name in ["externalReference", "direction", "company"] {
        if let Some(text @ Value::String(_)) = update.get(name) {
            identity.insert(name.to_owned(), text.clone());
        }
    }
    Value::Object(identity)
}

fn update_refused(errors: &[StructureError]) -> PlanRefusal {
    let places = errors
        .iter()
        .map(|error| format!("{}: {}", error.path.as_str(), error.message));
    PlanRefusal::new(
        RefusalCode::ShipmentUpdateRefused,
        places.collect::<Vec<_>>().join("; "),
    )
}

/// An update in hand.
struct Update {
    row: ShipmentRow,
    flow: Arc<Flow>,
    inputs: Inputs,
    states: Vec<DeclarationState>,
    histories: Vec<cas_store::HistoryRow>,
    declarations: Vec<cas_store::DeclarationRow>,
}

impl Update {
    async fn load(
        engine: &Engine,
        row: &ShipmentRow,
        sent: &Sent<'_>,
        existing: Existing<'_>,
        mut inputs: Inputs,
    ) -> anyhow::Result<Self> {
        let flow = inputs
            .configuration(row.tenant_id)?
            .flow(&row.flow, row.flow_version)
            .with_context(|| format!("flow {} is gone", row.flow))?;
        let flow = Arc::clone(flow);
        let of_run = existing
            .declarations
            .iter()
            .filter(|one| one.run == row.run);
        let declarations: Vec<_> = of_run.cloned().collect();
        let states = load_all(engine, declarations.iter()).await?;
        let ids: Vec<_> = declarations.iter().map(|one| one.id).collect();
        let histories = engine.store().histories(&ids).await?;
        let content = sent.shipment.single_administrative_document.as_deref();
        load_for(engine, &mut inputs, (row, content, &states)).await?;
        Ok(Self {
            row: row.clone(),
            flow,
            inputs,
            states,
            histories,
            declarations,
        })
    }

    fn carry_out(
        &mut self,
        mut desk: Desk<'_>,
        sent: &Sent<'_>,
        existing: Existing<'_>,
    ) -> anyhow::Result<Outcome> {
        match self.bring_up(&mut desk, sent) {
            Ok(()) => {
                end(&mut desk, sent, existing, (Ok(()), Vec::new()));
                desk.tell_first(0);
                Ok(desk.into())
            }
            Err(NotStarted::Refused(refusal)) => Ok(refuse(desk, sent, existing, refusal)),
            Err(NotStarted::Waits(why)) => Ok(Outcome {
                waits: Some(why),
                planned: desk.planned,
                ..Outcome::default()
            }),
            Err(NotStarted::Failed(error)) => Err(error),
        }
    }

    /// Brings every started step to what it makes now, then starts what is due.
    fn bring_up(&mut self, desk: &mut Desk<'_>, sent: &Sent<'_>) -> Result<(), NotStarted> {
        let mut row = ShipmentRow {
            document: sent.document.to_owned(),
            version: self.row.version + 1,
            updated_at: desk.now,
            ..self.row.clone()
        };
        let mut by_step: HashMap<String, Vec<DeclarationState>> = HashMap::new();
        for state in std::mem::take(&mut self.states) {
            by_step
                .entry(state.row.step.clone())
                .or_default()
                .push(state);
        }
        let mut run = Run {
            flow: Arc::clone(&self.flow),
            message: sent.shipment,
            declarations: &self.declarations,
            histories: &self.histories,
            existing: by_step,
            heirs: Vec::new(),
            actor: sent.ingestion.client_id.clone(),
        };
        let mut started: BTreeSet<String> =
            serde_json::from_str(&row.started_steps).map_err(anyhow::Error::from)?;
        for step in &self.flow.steps {
            if !started.contains(&step.name) {
                continue;
            }
            if !still_holds(step, &run, desk) {
                // It starts again when what it waits for has come, and finds what it made.
                started.remove(&step.name);
                continue;
            }
            let place = Place {
                shipment: &row,
                step,
                inputs: &self.inputs,
            };
            reconcile(desk, &mut run, place)?;
            take_up(&mut self.inputs, desk, &row, &self.flow)?;
        }
        row.started_steps = serde_json::to_string(&started).map_err(anyhow::Error::from)?;
        let trigger = Trigger::State;
        let started = start_due_steps(desk, &mut row, &mut run, &self.inputs, &trigger)?;
        if let Some(why) = started.waits {
            return Err(NotStarted::Waits(why));
        }
        if let Some(refusal) = started.refused.into_iter().next() {
            return Err(NotStarted::Refused(refusal));
        }
        desk.changes.shipments.push(row);
        Ok(())
    }
}

/// Loads the records that declarations name, by edits too, and what they need as of other days.
pub(super) async fn load_for(
    engine: &Engine,
    inputs: &mut Inputs,
    (row, content, states): (
        &ShipmentRow,
        Option<&SingleAdministrativeDocument>,
        &[DeclarationState],
    ),
) -> anyhow::Result<()> {
    let of_states = states.iter().map(|state| &state.document);
    let documents: Vec<&SingleAdministrativeDocument> =
        content.into_iter().chain(of_states).collect();
    let named = documents.iter().map(|document| (row.tenant_id, *document));
    inputs.load_master_data(engine, named).await?;
    let days = other_days(states, engine.today());
    let shipment = (row.tenant_id, row.id);
    inputs
        .load_days(engine, shipment, (&documents, &days))
        .await
}

/// The days other than today as of which declarations that customs has were deduced.
fn other_days(states: &[DeclarationState], today: Date) -> BTreeSet<Date> {
    let with_customs = states
        .iter()
        .filter(|state| match state.row.status.phase() {
            Phase::InFlight | Phase::Lodged | Phase::Closed => true,
            Phase::Preparation | Phase::Refused => false,
        });
    let days = with_customs.map(|state| state.deduction_day(today));
    days.filter(|day| *day != today).collect()
}

/// Later steps take over from declarations as they are now.
fn take_up(
    inputs: &mut Inputs,
    desk: &Desk<'_>,
    row: &ShipmentRow,
    flow: &Flow,
) -> anyhow::Result<()> {
    if flow.steps.iter().all(|step| step.take_over.is_empty()) {
        return Ok(());
    }
    let mut earlier: Vec<Earlier> = inputs.earlier(row.id).to_vec();
    for changed in desk
        .changes
        .declarations
        .iter()
        .filter(|one| one.shipment_id == row.id)
    {
        earlier.retain(|one| one.id != changed.id || !is_withdrawn(changed.status));
        let revision = desk.changes.revisions.iter().find(|revision| {
            revision.declaration_id == changed.id && revision.number == spoken_revision(changed)
        });
        let Some(revision) = revision.filter(|_| !is_withdrawn(changed.status)) else {
            continue;
        };
        let now = Earlier {
            id: changed.id,
            step: changed.step.clone(),
            lrn: changed.lrn.clone(),
            facts: serde_json::from_str(&changed.facts)?,
            document: serde_json::from_str(&revision.document)?,
        };
        match earlier.iter_mut().find(|one| one.id == changed.id) {
            Some(known) => *known = now,
            None => earlier.push(now),
        }
    }
    inputs.set_earlier(row.id, row.tenant_id, &earlier);
    Ok(())
}
