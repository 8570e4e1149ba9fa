//! Starting the steps of a flow: which are due, and the declarations they make.
//!
//! It looks at the run as it is – which steps were started, which declarations exist and which
//! statuses they have reached – and starts what is due. Done twice, the second time finds nothing
//! due.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cas_model::flow::{Start, Step};
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Status, reached};
use cas_model::record::{DeclarationRecord, HistoryEntry, Json, ShipmentRecord};

use super::in_hand::{Blocked, Run, Started, StepInRun, Trigger};
use super::reconcile::reconcile;
use crate::declaration::is_withdrawn;
use crate::planning::PlanRefusal;
use crate::sources::Inputs;
use crate::unit_of_work::UnitOfWork;

/// Starts every step that is due; the shipment's row notes them. One that cannot cut its goods
/// does not keep others from starting.
pub fn start_due_steps(
    unit: &mut UnitOfWork<'_>,
    shipment: &mut ShipmentRecord,
    run: &mut Run<'_>,
    inputs: &Inputs,
    trigger: &Trigger,
) -> anyhow::Result<Started> {
    let mut steps: BTreeSet<String> = shipment.started_steps.get()?;
    let before = steps.len();
    let mut refused: BTreeMap<String, PlanRefusal> = BTreeMap::new();
    let mut started = Started::default();
    // A step without goods for it is done at once, and others may wait for it; what is made here
    // has reached nothing yet.
    let mut done = steps.clone();
    let flow = Arc::clone(&run.flow);
    loop {
        let is_new =
            |step: &&Step| !steps.contains(&step.name) && !refused.contains_key(&step.name);
        let is_due = |step: &&Step| is_due(step, run, unit, &done, trigger);
        let Some(step) = flow.steps.iter().filter(is_new).find(is_due) else {
            break;
        };
        let place = StepInRun {
            shipment,
            step,
            inputs,
        };
        match reconcile(unit, run, place) {
            Err(Blocked::Failed(error)) => return Err(error),
            Err(Blocked::Refused(refusal)) => {
                refused.insert(step.name.clone(), refusal);
                continue;
            }
            Err(Blocked::Waits(why)) => {
                started.waits = Some(why);
                break;
            }
            Ok(0) => {
                done.insert(step.name.clone());
            }
            Ok(_) => {}
        }
        steps.insert(step.name.clone());
    }
    shipment.started_steps = Json::encode(&steps)?;
    started.steps = steps.len() - before;
    started.refused = refused.into_values().collect();
    Ok(started)
}

fn is_due(
    step: &Step,
    run: &Run<'_>,
    unit: &UnitOfWork<'_>,
    done: &BTreeSet<String>,
    trigger: &Trigger,
) -> bool {
    match &step.start {
        Start::ShipmentCreated => true,
        Start::StatusReached {
            step: earlier,
            statuses,
        } => done.contains(earlier) && all_reached(run, unit, earlier, statuses),
        Start::Action => *trigger == Trigger::Action(step.name.clone()),
        Start::Arrival => *trigger == Trigger::Arrival,
        Start::Stock => *trigger == Trigger::Stock,
    }
}

/// Whether what a started step waited for still holds with what an update made and withdrew.
pub fn still_holds(step: &Step, run: &Run<'_>, unit: &UnitOfWork<'_>) -> bool {
    match &step.start {
        Start::StatusReached {
            step: earlier,
            statuses,
        } => all_reached(run, unit, earlier, statuses),
        Start::ShipmentCreated | Start::Action | Start::Arrival | Start::Stock => true,
    }
}

/// Whether every declaration of a step that was not withdrawn has reached one of the statuses, or
/// has heard of it when it was past it. A step whose declarations were all withdrawn has not; one
/// that had no goods has.
fn all_reached(run: &Run<'_>, unit: &UnitOfWork<'_>, step: &str, statuses: &[Status]) -> bool {
    let rows = rows_now(run, unit);
    let of_step = || rows.values().filter(|row| row.is_of_step(step));
    let has_reached = |row: &DeclarationRecord| {
        let of_row = |entry: &&HistoryEntry| entry.declaration_id == row.id;
        let history = || run.histories.iter().filter(of_row);
        history().any(|entry| statuses.contains(&entry.status))
            || reached(row.family, history().map(|entry| entry.event))
                .iter()
                .any(|status| statuses.contains(status))
    };
    let is_covered = |row: &DeclarationRecord| {
        let covered = row.covered;
        covered.is_some_and(|status| statuses.contains(&status))
    };
    let mut left = of_step().filter(|row| !is_withdrawn(row.status));
    let is_left = of_step().count() == 0 || of_step().any(|row| !is_withdrawn(row.status));
    is_left && left.all(|row| has_reached(row) || is_covered(row))
}

/// The declarations of the run, as they are with what this step changes.
fn rows_now<'a>(
    run: &'a Run<'_>,
    unit: &'a UnitOfWork<'_>,
) -> BTreeMap<DeclarationId, &'a DeclarationRecord> {
    let of_run = |row: &&DeclarationRecord| {
        let known = run.declarations.first();
        known.is_none_or(|known| known.shipment_id == row.shipment_id && known.run == row.run)
    };
    let changed = unit.effects.declarations.iter().filter(of_run);
    let rows = run.declarations.iter().chain(changed);
    rows.map(|row| (row.id, row)).collect()
}
