//! A whole shipment: it starts its flow, or replaces what is there and starts it again.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use cas_model::declaration::Direction;
use cas_model::document::CustomsShipment;
use cas_model::flow::Flow;
use cas_model::ids::ShipmentId;
use cas_model::lifecycle::Event;
use cas_model::notification::{CustomsShipmentInformation, LostEdit, Notice};
use cas_store::{DeclarationRow, IngestionRow, ShipmentRow};

use super::desk::Desk;
use super::ingest::{Outcome, end_ingestion};
use super::inputs::Inputs;
use super::start::{Run, Trigger, start_due_steps};
use crate::Engine;
use crate::configuration::{Lists, StepTables};
use crate::planning::{
    self, FlowChoice, MessageType, Plan, PlanRefusal, PlannedDeclaration, Resolution, Situation,
};
use crate::requests::IngestionOptions;
use crate::state::{DeclarationState, Entry, needed_revisions};

/// What exists of a shipment.
#[derive(Clone, Copy)]
pub(super) struct Existing<'a> {
    /// The shipment.
    pub shipment: Option<&'a ShipmentRow>,
    /// Its declarations, of all runs.
    pub declarations: &'a [DeclarationRow],
}

/// A message, and the shipment that it makes.
pub(super) struct Sent<'a> {
    /// The message.
    pub ingestion: &'a IngestionRow,
    /// What the sender wants.
    pub message_type: Result<MessageType, PlanRefusal>,
    /// The shipment.
    pub shipment: &'a CustomsShipment,
    /// Its JSON, as it is stored.
    pub document: &'a str,
}

impl<'a> Sent<'a> {
    /// A message and what it makes of its shipment.
    pub fn new(
        ingestion: &'a IngestionRow,
        message_type: Option<&str>,
        (shipment, document): (&'a CustomsShipment, &'a str),
    ) -> Self {
        Self {
            ingestion,
            message_type: MessageType::of(message_type),
            shipment,
            document,
        }
    }
}

/// Plans a whole shipment and carries the plan out.
pub(super) async fn ingest(
    engine: &Engine,
    (ingestion, message): (&IngestionRow, &CustomsShipment),
    inputs: &Inputs,
    existing: Existing<'_>,
) -> anyhow::Result<Outcome> {
    let document = (message, ingestion.body.as_str());
    let sent = Sent::new(ingestion, message.message_type.as_deref(), document);
    let desk = Desk::notifying(engine, engine.now(), &inputs.surroundings);
    match plan(&desk, &sent, inputs, existing)? {
        Ok(Plan::Start { flow, supersede }) => {
            let withdrawn = existing.declarations.iter();
            let withdrawn = withdrawn.filter(|row| supersede.contains(&row.id));
            let withdrawn = load_all(engine, withdrawn).await?;
            if withdrawn.iter().all(|state| state.edits.is_empty()) {
                return start(desk, &sent, inputs, (existing, withdrawn, flow));
            }
            // Manual edits may name records of their own.
            let tenant = ingestion.tenant_id;
            let mut inputs = Inputs::load(engine, &BTreeSet::from([tenant])).await?;
            let content = message.single_administrative_document.as_deref();
            let documents = withdrawn.iter().map(|state| &state.document).chain(content);
            let documents = documents.map(|document| (tenant, document));
            inputs.load_master_data(engine, documents).await?;
            start(desk, &sent, &inputs, (existing, withdrawn, flow))
        }
        Ok(Plan::Update) => anyhow::bail!("a whole shipment is no update"),
        Err(refusal) => Ok(refuse(desk, &sent, existing, refusal)),
    }
}

/// Starts a flow, after what it takes the place of is withdrawn.
pub(super) fn start(
    mut desk: Desk<'_>,
    sent: &Sent<'_>,
    inputs: &Inputs,
    (existing, withdrawn, flow): (Existing<'_>, Vec<DeclarationState>, Arc<Flow>),
) -> anyhow::Result<Outcome> {
    let keeps = IngestionOptions::read(sent.ingestion)?.keep_manual_edits;
    let mut shipment = shipment_row(&desk, sent, existing.shipment, &flow)?;
    let is_heir = |state: &&DeclarationState| keeps && !state.edits.is_empty();
    let heirs = withdrawn.iter().filter(is_heir).cloned().collect();
    let mut lost = Vec::new();
    for state in withdrawn {
        lost.extend(supersede(&mut desk, state, keeps)?);
    }
    let told = desk.changes.notifications.len();
    let mut run = Run {
        flow,
        message: sent.shipment,
        declarations: &[],
        histories: &[],
        existing: HashMap::new(),
        heirs,
        actor: sent.ingestion.client_id.clone(),
    };
    let started = start_due_steps(&mut desk, &mut shipment, &mut run, inputs, &Trigger::State)?;
    if let Some(refusal) = started.refused.into_iter().next() {
        return Ok(refuse(desk, sent, existing, refusal));
    }
    // What no new declaration takes the place of has no place for its edits either.
    lost.extend(run.heirs.iter().flat_map(lost_edits));
    desk.changes.shipments.push(shipment);
    end(&mut desk, sent, existing, (Ok(()), lost));
    desk.tell_first(told);
    Ok(desk.into())
}

fn lost_edits(state: &DeclarationState) -> Vec<LostEdit> {
    let lost = state.edits.iter().map(|edit| LostEdit {
        declaration_id: state.row.id,
        path: edit.address.as_str().to_owned(),
    });
    lost.collect()
}

/// Ends a message that changes nothing: what was done for it is thrown away.
pub(super) fn refuse(
    desk: Desk<'_>,
    sent: &Sent<'_>,
    existing: Existing<'_>,
    refusal: PlanRefusal,
) -> Outcome {
    let mut desk = desk.afresh();
    end(&mut desk, sent, existing, (Err(refusal), Vec::new()));
    desk.into()
}

/// Loads declarations with what is needed to work on them.
pub(super) async fn load_all(
    engine: &Engine,
    rows: impl Iterator<Item = &DeclarationRow>,
) -> anyhow::Result<Vec<DeclarationState>> {
    let rows: Vec<&DeclarationRow> = rows.collect();
    let needed: Vec<_> = rows.iter().flat_map(|row| needed_revisions(row)).collect();
    let revisions = engine.store().revisions(&needed).await?;
    let mut of_declaration: HashMap<_, Vec<_>> = HashMap::new();
    for revision in revisions {
        let of_declaration: &mut Vec<_> =
            of_declaration.entry(revision.declaration_id).or_default();
        of_declaration.push(revision);
    }
    let load = |row: &DeclarationRow| {
        let revisions = of_declaration.remove(&row.id).unwrap_or_default();
        DeclarationState::load(row.clone(), &revisions)
    };
    rows.into_iter().map(load).collect()
}

/// What a message does, or why nothing is done.
pub(super) fn plan(
    desk: &Desk<'_>,
    sent: &Sent<'_>,
    inputs: &Inputs,
    existing: Existing<'_>,
) -> anyhow::Result<Result<Plan, PlanRefusal>> {
    let ingestion = sent.ingestion;
    let configuration = inputs.configuration(ingestion.tenant_id)?;
    let rows = existing.declarations.iter();
    let situation = Situation {
        flow: existing.shipment.map(|shipment| shipment.flow.clone()),
        declarations: rows.map(|row| (row.id, row.status)).collect(),
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
    let planned = |message_type| planning::plan(message_type, sent.shipment, &situation, &choice);
    Ok(sent.message_type.clone().and_then(planned))
}

/// Withdraws a declaration that a replacement takes the place of; says which manual edits are lost
/// with it.
fn supersede(
    desk: &mut Desk<'_>,
    mut state: DeclarationState,
    keeps_edits: bool,
) -> anyhow::Result<Vec<LostEdit>> {
    let lost = match keeps_edits {
        true => Vec::new(),
        false => lost_edits(&state),
    };
    let places: Vec<String> = lost.iter().map(|edit| edit.path.clone()).collect();
    let mut planned = PlannedDeclaration::of(&state.row, Resolution::Supersede);
    let entry = Entry {
        note: (!places.is_empty()).then(|| format!("manual edits lost: {}", places.join(", "))),
        ..Entry::by("cas")
    };
    desk.record(&mut state, Event::Superseded, entry);
    planned.status_after = state.row.status;
    planned.lost_edits = places;
    desk.planned.push(planned);
    state.save(desk.now, &mut desk.changes)?;
    Ok(lost)
}

fn shipment_row(
    desk: &Desk<'_>,
    sent: &Sent<'_>,
    existing: Option<&ShipmentRow>,
    flow: &Flow,
) -> anyhow::Result<ShipmentRow> {
    let (ingestion, message) = (sent.ingestion, sent.shipment);
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
        document: sent.document.to_owned(),
        version: existing.map_or(0, |row| row.version) + 1,
        created_at: existing.map_or(desk.now, |row| row.created_at),
        updated_at: desk.now,
    })
}

/// Ends an ingestion and tells the customer how.
pub(super) fn end(
    desk: &mut Desk<'_>,
    sent: &Sent<'_>,
    existing: Existing<'_>,
    (result, lost): (Result<(), PlanRefusal>, Vec<LostEdit>),
) {
    let (ingestion, message) = (sent.ingestion, sent.shipment);
    let message_type = sent.message_type.as_ref().ok().copied();
    let mut refusals: Vec<PlanRefusal> = result.err().into_iter().collect();
    let outcome = if refusals.is_empty() { Ok(()) } else { Err(()) };
    let document = message.single_administrative_document.as_deref();
    let information = CustomsShipmentInformation {
        outcome: planning::outcome(message_type, existing.shipment.is_some(), outcome),
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
        lost_manual_edits: lost,
    };
    desk.notice(
        ingestion.tenant_id,
        &Notice::CustomsShipmentInformation(information),
    );
    end_ingestion(desk, ingestion, refusals.pop().map_or(Ok(()), Err));
}
