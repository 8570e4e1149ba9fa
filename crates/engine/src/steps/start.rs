//! Starting the steps of a flow: which are due, and the declarations they make.
//!
//! It looks at the run as it is – which steps were started, which declarations exist and which
//! statuses they have reached – and starts what is due. Done twice, the second time finds nothing
//! due.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cas_model::Finding;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::flow::{Flow, Start, Step};
use cas_model::formats::lrn_of;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Status};
use cas_model::origin::Origins;
use cas_store::{DeclarationRow, HistoryRow, ShipmentRow, TaskKind};

use super::advance::{check, submit_if_automatic};
use super::desk::Desk;
use super::inputs::Inputs;
use super::prepare::Prepared;
use crate::deductions::deduce;
use crate::planning::{Formed, Goods, PlanRefusal, RefusalCode, form, looks_at_goods};
use crate::state::{DeclarationState, Entry, is_withdrawn};

/// What happened that may start steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trigger {
    /// Nothing but what the state of the run says.
    State,
    /// The goods arrived.
    Arrival,
    /// The goods moved in stock.
    Stock,
    /// Somebody asked for a step.
    Action(String),
}

/// A run of a flow.
pub(super) struct Run<'a> {
    /// The flow.
    pub flow: Arc<Flow>,
    /// What the ERP sent.
    pub message: &'a CustomsShipment,
    /// The declarations that the run has made.
    pub declarations: &'a [DeclarationRow],
    /// Their histories.
    pub histories: &'a [HistoryRow],
}

/// Why steps could not be started.
#[derive(Debug)]
enum NotStarted {
    /// The goods cannot be cut into declarations.
    Refused(PlanRefusal),
    /// Something failed.
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for NotStarted {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// What came of starting steps.
#[derive(Debug, Default)]
pub(super) struct Started {
    /// How many were started.
    pub steps: usize,
    /// Why others that are due could not be.
    pub refused: Vec<PlanRefusal>,
}

/// Starts every step that is due; the shipment's row notes them. One that cannot cut its goods
/// does not keep others from starting.
pub(super) fn start_due_steps(
    desk: &mut Desk<'_>,
    shipment: &mut ShipmentRow,
    run: &Run<'_>,
    inputs: &Inputs,
    trigger: &Trigger,
) -> anyhow::Result<Started> {
    let mut started: BTreeSet<String> = serde_json::from_str(&shipment.started_steps)?;
    let before = started.len();
    let mut refused: BTreeMap<&str, PlanRefusal> = BTreeMap::new();
    // A step without goods for it is done at once, and others may wait for it; what is made here
    // has reached nothing yet.
    let mut done = started.clone();
    loop {
        let is_new = |step: &&Step| {
            !started.contains(&step.name) && !refused.contains_key(step.name.as_str())
        };
        let due = run
            .flow
            .steps
            .iter()
            .find(|step| is_new(step) && is_due(step, run, &done, trigger));
        let Some(step) = due else { break };
        match start(desk, shipment, run, step, inputs) {
            Err(NotStarted::Failed(error)) => return Err(error),
            Err(NotStarted::Refused(refusal)) => {
                refused.insert(&step.name, refusal);
                continue;
            }
            Ok(0) => {
                done.insert(step.name.clone());
            }
            Ok(_) => {}
        }
        started.insert(step.name.clone());
    }
    shipment.started_steps = serde_json::to_string(&started)?;
    Ok(Started {
        steps: started.len() - before,
        refused: refused.into_values().collect(),
    })
}

fn is_due(step: &Step, run: &Run<'_>, done: &BTreeSet<String>, trigger: &Trigger) -> bool {
    match &step.start {
        Start::ShipmentCreated => true,
        Start::StatusReached {
            step: earlier,
            statuses,
        } => done.contains(earlier) && all_reached(run, earlier, statuses),
        Start::Action => *trigger == Trigger::Action(step.name.clone()),
        Start::Arrival => *trigger == Trigger::Arrival,
        Start::Stock => *trigger == Trigger::Stock,
    }
}

/// Whether every declaration of a step that was not withdrawn has reached one of the statuses. A
/// step whose declarations were all withdrawn has not; one that had no goods has.
fn all_reached(run: &Run<'_>, step: &str, statuses: &[Status]) -> bool {
    let of_step = || run.declarations.iter().filter(|row| row.step == step);
    let reached = |row: &DeclarationRow| {
        run.histories
            .iter()
            .any(|entry| entry.declaration_id == row.id && statuses.contains(&entry.status))
    };
    let left = of_step().filter(|row| !is_withdrawn(row.status));
    let is_left = of_step().count() == 0 || of_step().any(|row| !is_withdrawn(row.status));
    is_left && left.into_iter().all(reached)
}

/// Makes the declarations of a step and takes each as far as it goes; returns how many.
fn start(
    desk: &mut Desk<'_>,
    shipment: &ShipmentRow,
    run: &Run<'_>,
    step: &Step,
    inputs: &Inputs,
) -> Result<u32, NotStarted> {
    let organisation = cas_model::Organisation {
        company: run.message.company.clone(),
        plant: run.message.plant.clone(),
        storage_location: run.message.storage_location_reference.clone(),
    };
    if !step.organisation.covers(&organisation) {
        return Ok(0);
    }
    let template = template(desk, shipment, run, step)?;
    let mut formed = form_declarations(desk, &template, run, inputs)?;
    give_own_numbers(desk, &template, run, &mut formed);
    let count = u32::try_from(formed.len()).map_err(anyhow::Error::from)?;
    for (formed, seq) in formed.into_iter().zip(1..) {
        let id = DeclarationId(desk.engine.ids().next());
        let row = DeclarationRow {
            id,
            lrn: lrn_of(id.0),
            instance_count: count,
            instance_seq: seq,
            ..template.clone()
        };
        make(desk, row, formed, inputs)?;
    }
    Ok(count)
}

/// A number that the shipment gives is one declaration's; what comes after gets a number of ours.
fn give_own_numbers(
    desk: &Desk<'_>,
    template: &DeclarationRow,
    run: &Run<'_>,
    formed: &mut [Formed],
) {
    let made = desk.changes.declarations.iter();
    let made = made.filter(|row| row.shipment_id == template.shipment_id);
    let taken: BTreeSet<&str> = made
        .chain(run.declarations)
        .filter(|row| row.system == template.system)
        .map(|row| row.lrn.as_str())
        .collect();
    for one in formed {
        let given = &mut one.document.function_ref_num;
        given.take_if(|number| taken.contains(number.as_str()));
    }
}

fn make(
    desk: &mut Desk<'_>,
    row: DeclarationRow,
    formed: Formed,
    inputs: &Inputs,
) -> anyhow::Result<()> {
    let mut state = DeclarationState::new(row, formed.document);
    state.origins = formed.origins;
    desk.record(&mut state, Event::Created, Entry::by("cas"));
    if !inputs.knows_records_of(state.row.tenant_id, &state.document) {
        // Cutting the goods named a record that was not looked up: a task of its own does.
        desk.task(state.row.tenant_id, TaskKind::Advance, state.row.id.0, None);
    } else if let Err(error) = go_on(desk, &mut state, inputs) {
        // The declaration is kept as it is, and a task of its own tries again.
        tracing::error!(error = format!("{error:#}"), "a new declaration waits");
        desk.task(state.row.tenant_id, TaskKind::Advance, state.row.id.0, None);
    }
    state.save(desk.now, &mut desk.changes)
}

fn go_on(desk: &mut Desk<'_>, state: &mut DeclarationState, inputs: &Inputs) -> anyhow::Result<()> {
    check(desk, state, inputs)?;
    submit_if_automatic(desk, state, inputs)
}

/// Cuts the goods into declarations, looking at them as deductions complete them.
fn form_declarations(
    desk: &Desk<'_>,
    template: &DeclarationRow,
    run: &Run<'_>,
    inputs: &Inputs,
) -> Result<Vec<Formed>, NotStarted> {
    let given = with_item_ids(run.message);
    let prepared = Prepared::of_declaration(inputs, template, desk.today())?;
    let mut complete = given.clone();
    let step = prepared.step;
    let most = max_items(desk, step);
    if looks_at_goods(step) || given.goods_items().len() > most {
        let sources = prepared.sources("");
        let findings = deduce(&mut complete, &mut Origins::default(), &sources);
        if looks_at_goods(step) {
            know_the_goods(step, &findings)?;
        }
    }
    let goods = Goods {
        shipment: prepared.head(),
        given: &given,
        complete: &complete,
    };
    form(step, goods, most, &prepared.context()).map_err(NotStarted::Refused)
}

/// Goods are not cut by values that a table should have given and could not.
fn know_the_goods(step: &Step, findings: &[Finding]) -> Result<(), NotStarted> {
    let failed = findings
        .iter()
        .find(|finding| finding.is_error() && finding.code.starts_with("D003"));
    let Some(failed) = failed else { return Ok(()) };
    let text = format!(
        "step {} cannot cut the goods: {}: {}",
        step.name, failed.message, failed.description
    );
    let refusal = PlanRefusal::new(RefusalCode::GroupingFailed, text);
    Err(NotStarted::Refused(refusal))
}

fn max_items(desk: &Desk<'_>, step: &Step) -> usize {
    let of_system = desk.engine.registry().get(&step.system);
    let of_system = of_system.map_or(u32::MAX, |system| system.capabilities().max_items);
    let most = step.items.max_items.unwrap_or(of_system).min(of_system);
    usize::try_from(most).unwrap_or(usize::MAX)
}

/// The document as sent, each item with the id it has in item endpoints.
fn with_item_ids(message: &CustomsShipment) -> SingleAdministrativeDocument {
    let document = message.single_administrative_document.as_deref();
    let mut document = document.cloned().unwrap_or_default();
    if let Some(shipment) = document.goods_shipment.as_deref_mut() {
        for item in &mut shipment.government_agency_goods_items {
            item.government_agency_goods_item_id
                .clone_from(&item.cas_reference);
        }
    }
    document
}

/// What all declarations of a step have in common.
fn template(
    desk: &Desk<'_>,
    shipment: &ShipmentRow,
    run: &Run<'_>,
    step: &Step,
) -> anyhow::Result<DeclarationRow> {
    let message = run.message;
    let system = desk
        .engine
        .registry()
        .get(&step.system)
        .ok_or_else(|| anyhow::anyhow!("step {} names no system {}", step.name, step.system))?;
    Ok(DeclarationRow {
        tenant_id: shipment.tenant_id,
        id: DeclarationId(shipment.id.0),
        shipment_id: shipment.id,
        run: shipment.run,
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
        lrn: String::new(),
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
