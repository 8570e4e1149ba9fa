//! Going on with a shipment's flow when one of its declarations has moved, or an event came.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use anyhow::Context as _;
use cas_model::document::CustomsShipment;
use cas_model::ids::{ShipmentId, TenantId};
use cas_store::{Changes, DeclarationRow, ShipmentRow, Task};

use super::desk::Desk;
use super::finish::{self, Unit};
use super::ingest::LOOK_AGAIN;
use super::inputs::Inputs;
use super::shipment::load_all;
use super::start::{Run, Started, Trigger, start_due_steps};
use super::update::load_for;
use super::withdrawals;
use crate::state::DeclarationState;
use crate::{Boundary, Engine, Interrupted};

/// Runs `continue` tasks.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let mut units = Vec::with_capacity(tasks.len());
    for task in tasks {
        let result = go_on(engine, &task).await;
        units.push(Unit {
            tasks: vec![task],
            result,
        });
    }
    finish::commit(engine, units).await
}

async fn go_on(engine: &Engine, task: &Task) -> anyhow::Result<Changes> {
    let id = ShipmentId(task.subject);
    let Some(shipment) = engine.store().shipment(task.tenant_id, id).await? else {
        return Ok(Changes::default());
    };
    let inputs = inputs_of(engine, &shipment).await?;
    let mut desk = Desk::notifying(engine, engine.now(), &inputs.surroundings);
    let started = proceed(&mut desk, shipment, &inputs, &Trigger::State).await?;
    if let Some(why) = started.waits {
        desk = desk.afresh();
        desk.wait(task, why, LOOK_AGAIN);
    }
    Ok(desk.changes)
}

/// Starts what is due in a shipment's run, and alerts what could not be started.
pub(super) async fn proceed(
    desk: &mut Desk<'_>,
    mut shipment: ShipmentRow,
    inputs: &Inputs,
    trigger: &Trigger,
) -> anyhow::Result<Started> {
    let flow = inputs
        .configuration(shipment.tenant_id)?
        .flow(&shipment.flow, shipment.flow_version)
        .with_context(|| format!("flow {} is gone", shipment.flow))?;
    let declarations = of_run(desk.engine, &shipment).await?;
    let ids: Vec<_> = declarations.iter().map(|row| row.id).collect();
    let histories = desk.engine.store().histories(&ids).await?;
    let message: CustomsShipment =
        serde_json::from_str(&shipment.document).context("the shipment's document")?;
    let told = withdrawals::tell(desk, &declarations, &histories, inputs).await?;
    let existing = made_before(desk, &shipment, &declarations, told).await?;
    let mut run = Run {
        flow: Arc::clone(flow),
        message: &message,
        declarations: &declarations,
        histories: &histories,
        existing,
        heirs: Vec::new(),
        actor: "cas".to_owned(),
    };
    let started = start_due_steps(desk, &mut shipment, &mut run, inputs, trigger)?;
    // What was told and no step took up is written too.
    for state in run.existing.into_values().flatten() {
        state.save(desk.now, &mut desk.changes)?;
    }
    for refusal in &started.refused {
        let text = format!(
            "the flow of shipment {} does not go on: {}",
            shipment.external_reference, refusal.message
        );
        desk.alert(shipment.tenant_id, "step-not-started", text, None, None);
    }
    if started.steps > 0 {
        shipment.version += 1;
        shipment.updated_at = desk.now;
        desk.changes.shipments.push(shipment);
    }
    Ok(started)
}

/// The declarations that were told something, and those of steps that an update has put back to
/// wait, by step.
async fn made_before(
    desk: &Desk<'_>,
    shipment: &ShipmentRow,
    declarations: &[DeclarationRow],
    told: Vec<DeclarationState>,
) -> anyhow::Result<HashMap<String, Vec<DeclarationState>>> {
    let started: BTreeSet<String> = serde_json::from_str(&shipment.started_steps)?;
    let waiting = declarations.iter().filter(|row| {
        let is_told = told.iter().any(|state| state.row.id == row.id);
        !started.contains(&row.step) && !is_told
    });
    let mut by_step: HashMap<String, Vec<DeclarationState>> = HashMap::new();
    for state in load_all(desk.engine, waiting)
        .await?
        .into_iter()
        .chain(told)
    {
        by_step
            .entry(state.row.step.clone())
            .or_default()
            .push(state);
    }
    for states in by_step.values_mut() {
        states.sort_by_key(|state| state.row.id);
    }
    Ok(by_step)
}

/// What going on with a shipment needs.
pub(super) async fn inputs_of(engine: &Engine, shipment: &ShipmentRow) -> anyhow::Result<Inputs> {
    let tenant = shipment.tenant_id;
    let message: CustomsShipment =
        serde_json::from_str(&shipment.document).context("the shipment's document")?;
    let mut inputs = Inputs::load(engine, &BTreeSet::from([tenant])).await?;
    let document = message.single_administrative_document.as_deref();
    let documents = document.into_iter().map(|document| (tenant, document));
    let of_run = (tenant, shipment.id);
    inputs.load_earlier(engine, of_run, shipment.run).await?;
    inputs.load_master_data(engine, documents).await?;
    load_waiting(engine, shipment, (&message, &mut inputs)).await?;
    Ok(inputs)
}

/// Loads what the declarations of steps need that an update has put back to wait.
async fn load_waiting(
    engine: &Engine,
    shipment: &ShipmentRow,
    (message, inputs): (&CustomsShipment, &mut Inputs),
) -> anyhow::Result<()> {
    let started: BTreeSet<String> = serde_json::from_str(&shipment.started_steps)?;
    let rows = of_run(engine, shipment).await?;
    let waiting = rows.iter().filter(|row| !started.contains(&row.step));
    let waiting = load_all(engine, waiting).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let document = message.single_administrative_document.as_deref();
    load_for(engine, inputs, (shipment, document, &waiting)).await
}

async fn of_run(engine: &Engine, shipment: &ShipmentRow) -> anyhow::Result<Vec<DeclarationRow>> {
    let rows = engine
        .store()
        .declarations_of_shipments(&[shipment.id])
        .await?;
    let of_run = |row: &DeclarationRow| row.run == shipment.run;
    Ok(rows.into_iter().filter(of_run).collect())
}

/// Tasks of one lane are done one after the other: what comes for a shipment, and what goes on
/// with it.
pub(super) fn lane(tenant: TenantId, external_reference: &str) -> String {
    let kind = crate::requests::MessageKind::CustomsShipment.as_str();
    format!("{tenant}/{kind}/{external_reference}")
}
