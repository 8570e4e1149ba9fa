//! Going on with a shipment's flow when one of its declarations has moved, or an event came.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;
use cas_model::ids::DeclarationId;
use cas_model::record::{DeclarationRecord, ShipmentRecord};

use super::in_hand::{Run, RunLoaded, Started, Trigger, by_step};
use super::start::start_due_steps;
use super::withdrawals;
use crate::declaration::DeclarationState;
use crate::sources::Inputs;
use crate::unit_of_work::UnitOfWork;

/// The declarations of a run whose states are needed to go on with it: those that may hear of a
/// withdrawal, and those of steps that an update has put back to wait.
///
/// # Errors
/// When the shipment's record cannot be read.
pub fn needed_to_go_on<'d>(
    shipment: &ShipmentRecord,
    declarations: &'d [DeclarationRecord],
) -> anyhow::Result<Vec<&'d DeclarationRecord>> {
    let mut needed = waiting(shipment, declarations)?;
    for row in withdrawals::candidates(declarations) {
        if !needed.iter().any(|known| known.id == row.id) {
            needed.push(row);
        }
    }
    Ok(needed)
}

/// The declarations of steps that an update has put back to wait.
///
/// # Errors
/// When the shipment's record cannot be read.
pub fn waiting<'d>(
    shipment: &ShipmentRecord,
    declarations: &'d [DeclarationRecord],
) -> anyhow::Result<Vec<&'d DeclarationRecord>> {
    let started = shipment.started_steps.get()?;
    let has_started = |row: &DeclarationRecord| {
        let step = row.step.as_ref();
        step.is_some_and(|step| started.contains(step))
    };
    let waiting = declarations.iter();
    Ok(waiting.filter(|row| !has_started(row)).collect())
}

/// Starts what is due in a shipment's run, and alerts what could not be started.
///
/// # Errors
/// When what is stored cannot be read, or the run's flow is gone.
pub fn go_on(
    unit: &mut UnitOfWork<'_>,
    mut shipment: ShipmentRecord,
    mut loaded: RunLoaded,
    inputs: &Inputs,
    trigger: &Trigger,
) -> anyhow::Result<Started> {
    let name = shipment.flow.as_deref();
    let name = name.context("the shipment runs in no flow")?;
    let flow = inputs
        .configuration(shipment.tenant_id)?
        .flow(name, shipment.flow_version)
        .with_context(|| format!("flow {name} is gone"))?;
    let message = shipment.document.get()?;
    let mut states = std::mem::take(&mut loaded.states);
    let told = withdrawals::note_withdrawals(unit, &loaded, &mut states, inputs)?;
    let existing = made_before(&shipment, &loaded.declarations, states, told)?;
    let mut run = Run {
        flow: Arc::clone(flow),
        message: &message,
        declarations: &loaded.declarations,
        histories: &loaded.histories,
        existing,
        edits_to_carry: Vec::new(),
        actor: "cas".to_owned(),
    };
    let started = start_due_steps(unit, &mut shipment, &mut run, inputs, trigger)?;
    // What was told and no step took up is written too.
    for state in run.existing.into_values().flatten() {
        unit.save(state)?;
    }
    for refusal in &started.refused {
        let text = format!(
            "the flow of shipment {} does not go on: {}",
            shipment.external_reference, refusal.message
        );
        unit.alert(shipment.tenant_id, "step-not-started", text, None, None);
    }
    if started.steps > 0 {
        shipment.version += 1;
        shipment.updated_at = unit.now;
        unit.effects.shipments.push(shipment);
    }
    Ok(started)
}

/// The declarations that were told something, and those of steps that an update has put back to
/// wait, by step.
fn made_before(
    shipment: &ShipmentRecord,
    declarations: &[DeclarationRecord],
    mut states: HashMap<DeclarationId, DeclarationState>,
    told: Vec<DeclarationState>,
) -> anyhow::Result<HashMap<String, Vec<DeclarationState>>> {
    let waiting = waiting(shipment, declarations)?;
    let waiting = waiting.into_iter().filter_map(|row| states.remove(&row.id));
    let mut by_step = by_step(waiting.chain(told))?;
    for states in by_step.values_mut() {
        states.sort_by_key(|state| state.row.id);
    }
    Ok(by_step)
}
