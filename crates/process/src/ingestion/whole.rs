//! A whole shipment: it starts its flow, or replaces what is there and starts it again.

use std::collections::HashMap;
use std::sync::Arc;

use cas_model::civil_day::day_of;
use cas_model::document::CustomsShipment;
use cas_model::flow::Flow;
use cas_model::ids::ShipmentId;
use cas_model::input_change::InputChange;
use cas_model::lifecycle::Event;
use cas_model::message_type::MessageType;
use cas_model::notification::{CustomsShipmentInformation, LostEdit, Notice};
use cas_model::record::{DeclarationRecord, IngestionRecord, Json, ShipmentRecord};

use super::outcome::{Outcome, end_ingestion};
use crate::declaration::{DeclarationState, FactNote, is_fate_unknown};
use crate::planning::{
    self, ExistingStatus, FlowChoice, Plan, PlanRefusal, PlannedDeclaration, Resolution, RunsIn,
    Situation,
};
use crate::reference::AskableLists;
use crate::run::{Run, Trigger, start_due_steps};
use crate::sources::Inputs;
use crate::tables::{FiredRows, StepTables};
use crate::unit_of_work::UnitOfWork;

/// What exists of a shipment.
#[derive(Clone, Copy, Default)]
pub struct KnownShipment<'a> {
    /// Its record; none where the message is the first to name it.
    pub shipment: Option<&'a ShipmentRecord>,
    /// Its declarations, of all runs.
    pub declarations: &'a [DeclarationRecord],
}

/// A message, and the shipment that it makes.
pub struct IncomingShipment<'a> {
    /// The message as it was accepted.
    pub ingestion: &'a IngestionRecord,
    /// What the sender wants.
    pub message_type: Result<MessageType, PlanRefusal>,
    /// The shipment as the message makes it.
    pub shipment: &'a CustomsShipment,
    /// Its JSON, as it is stored.
    pub document: &'a str,
    /// Which of its values input mappings changed.
    pub input_changes: Json<Vec<InputChange>>,
}

/// Starts a flow, after what it takes the place of is withdrawn.
pub fn start(
    mut unit: UnitOfWork<'_>,
    sent: &IncomingShipment<'_>,
    inputs: &Inputs,
    existing: KnownShipment<'_>,
    withdrawn: Vec<DeclarationState>,
    flow: Arc<Flow>,
) -> anyhow::Result<Outcome> {
    let keeps = sent.ingestion.options.get()?.keep_manual_edits;
    let mut shipment = shipment_row(&unit, sent, existing.shipment, &flow)?;
    let is_heir = |state: &&DeclarationState| keeps && !state.edits.is_empty();
    let edits_to_carry = withdrawn.iter().filter(is_heir).cloned().collect();
    let mut lost = Vec::new();
    for state in withdrawn {
        lost.extend(supersede(&mut unit, state, keeps)?);
    }
    let told = unit.effects.notifications.len();
    let mut run = Run {
        flow,
        message: sent.shipment,
        declarations: &[],
        histories: &[],
        existing: HashMap::new(),
        edits_to_carry,
        actor: sent.ingestion.sent_by().to_owned(),
    };
    let started = start_due_steps(&mut unit, &mut shipment, &mut run, inputs, &Trigger::State)?;
    if let Some(refusal) = started.refused.into_iter().next() {
        return refuse(unit, sent, existing, refusal);
    }
    // What no new declaration takes the place of has no place for its edits either.
    lost.extend(run.edits_to_carry.iter().flat_map(lost_edits));
    unit.effects.shipments.push(shipment);
    end(&mut unit, sent, existing, Ok(lost))?;
    unit.notice_shipment_first(told);
    Ok(unit.into())
}

fn lost_edits(state: &DeclarationState) -> Vec<LostEdit> {
    let lost = state.edits.iter().map(|edit| LostEdit {
        declaration_id: state.row.id,
        path: edit.address.as_str().to_owned(),
    });
    lost.collect()
}

/// Ends a message that changes nothing: what was done for it is thrown away.
pub fn refuse(
    unit: UnitOfWork<'_>,
    sent: &IncomingShipment<'_>,
    existing: KnownShipment<'_>,
    refusal: PlanRefusal,
) -> anyhow::Result<Outcome> {
    let mut unit = unit.emptied();
    end(&mut unit, sent, existing, Err(refusal))?;
    Ok(unit.into())
}

/// What a message does, or why nothing is done.
pub fn plan(
    unit: &mut UnitOfWork<'_>,
    sent: &IncomingShipment<'_>,
    inputs: &Inputs,
    existing: KnownShipment<'_>,
) -> anyhow::Result<Result<Plan, PlanRefusal>> {
    let ingestion = sent.ingestion;
    let configuration = inputs.configuration(ingestion.tenant_id)?;
    let rows = existing.declarations.iter();
    let situation = Situation {
        runs_in: existing.shipment.map(RunsIn::stored),
        declarations: rows.map(existing_status).collect::<anyhow::Result<_>>()?,
    };
    let zone = configuration.zone_at(unit.now);
    let today = day_of(unit.now, zone);
    let flows: Vec<Arc<Flow>> = configuration.flows_at(unit.now).cloned().collect();
    let selection = configuration.settings_on(today).flow_selection.map(|name| {
        let table = configuration.bound_table(&name, today)?;
        Ok::<_, String>(StepTables::of_one(table))
    });
    let lists = AskableLists(inputs.lists(ingestion.tenant_id));
    let steps = cas_decision::Steps::default();
    let choice = FlowChoice {
        flows: &flows,
        selection: selection
            .as_ref()
            .map(|found| found.as_ref().map_err(String::as_str)),
        context: cas_decision::Context {
            as_of: today,
            sets: &lists,
            steps: Some(&steps),
        },
        zone,
    };
    let mut fired = FiredRows::default();
    let planned = sent.message_type.clone().and_then(|message_type| {
        planning::plan(message_type, sent.shipment, &situation, &choice, &mut fired)
    });
    unit.count(ingestion.tenant_id, fired);
    Ok(planned)
}

fn existing_status(row: &DeclarationRecord) -> anyhow::Result<ExistingStatus> {
    Ok(ExistingStatus {
        id: row.id,
        lrn: row.lrn.clone(),
        status: row.status,
        is_fate_unknown: row
            .findings
            .get()?
            .iter()
            .any(|finding| is_fate_unknown(&finding)),
    })
}

/// Withdraws a declaration that a replacement takes the place of; says which manual edits are lost
/// with it.
fn supersede(
    unit: &mut UnitOfWork<'_>,
    mut state: DeclarationState,
    keeps_edits: bool,
) -> anyhow::Result<Vec<LostEdit>> {
    let lost = match keeps_edits {
        true => Vec::new(),
        false => lost_edits(&state),
    };
    let places: Vec<String> = lost.iter().map(|edit| edit.path.clone()).collect();
    let mut planned = PlannedDeclaration::unchanged(&state.row, Resolution::Supersede);
    let entry = FactNote {
        note: (!places.is_empty()).then(|| format!("manual edits lost: {}", places.join(", "))),
        ..FactNote::by("cas")
    };
    unit.record(&mut state, Event::Superseded, entry);
    planned.status_after = state.row.status;
    planned.lost_edits = places;
    unit.planned.push(planned);
    unit.save(state)?;
    Ok(lost)
}

fn shipment_row(
    unit: &UnitOfWork<'_>,
    sent: &IncomingShipment<'_>,
    existing: Option<&ShipmentRecord>,
    flow: &Flow,
) -> anyhow::Result<ShipmentRecord> {
    let (ingestion, message) = (sent.ingestion, sent.shipment);
    let missing = |field: &str| anyhow::anyhow!("an accepted shipment lacks {field}");
    let reference = message.external_reference.clone();
    let direction = message.direction();
    Ok(ShipmentRecord {
        tenant_id: ingestion.tenant_id,
        id: existing.map_or_else(|| ShipmentId(unit.ids.next()), |row| row.id),
        external_reference: reference.ok_or_else(|| missing("externalReference"))?,
        direction: direction.ok_or_else(|| missing("direction"))?,
        flow: Some(flow.name.clone()),
        flow_version: flow.version,
        run: existing.map_or(0, |row| row.run) + 1,
        started_steps: Json::default(),
        document: Json::stored(sent.document),
        input_changes: sent.input_changes.clone(),
        version: existing.map_or(0, |row| row.version) + 1,
        created_at: existing.map_or(unit.now, |row| row.created_at),
        updated_at: unit.now,
    })
}

/// Ends an ingestion and tells the customer how: which manual edits it lost, or why it is refused.
pub fn end(
    unit: &mut UnitOfWork<'_>,
    sent: &IncomingShipment<'_>,
    existing: KnownShipment<'_>,
    result: Result<Vec<LostEdit>, PlanRefusal>,
) -> anyhow::Result<()> {
    let (ingestion, message) = (sent.ingestion, sent.shipment);
    let message_type = sent.message_type.as_ref().ok().copied();
    let outcome = result.as_ref().map(drop).map_err(drop);
    let (lost, refusal) = match result {
        Ok(lost) => (lost, None),
        Err(refusal) => (Vec::new(), Some(refusal)),
    };
    let document = message.single_administrative_document.as_deref();
    let information = CustomsShipmentInformation {
        outcome: planning::outcome(message_type, existing.shipment.is_some(), outcome),
        tenant_id: ingestion.tenant_id,
        ingestion_references: vec![ingestion.id.to_string()],
        business_reference: message.external_reference.clone().unwrap_or_default(),
        trader_reference: document
            .and_then(|document| document.ucr.as_deref())
            .and_then(|ucr| ucr.trader_reference.clone()),
        direction: message.direction(),
        company: message.company.clone(),
        error_descriptions: refusal
            .iter()
            .map(|refusal| format!("{}: {}", refusal.code, refusal.message))
            .collect(),
        lost_manual_edits: lost,
    };
    unit.notice(
        ingestion.tenant_id,
        Notice::CustomsShipmentInformation(information),
    );
    end_ingestion(unit, ingestion, refusal.map_or(Ok(()), Err))
}
