//! Reading a shipment's run with what is needed to go on with it.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Context as _;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_process::declaration::DeclarationState;
use cas_process::ingestion::update::{Update, deduction_days};
use cas_process::ingestion::whole::KnownShipment;
use cas_process::run::{RunLoaded, needed_to_go_on, waiting};
use cas_process::sources::Inputs;
use cas_store::ShipmentRecord;

use super::inputs::{declarations_of_run, load_earlier_of};
use super::{load_inputs, load_other_days, load_records, load_states};
use crate::Engine;

/// What going on with a shipment needs: its run, and what decisions draw from.
pub(crate) async fn load_run(
    engine: &Engine,
    shipment: &ShipmentRecord,
) -> anyhow::Result<(RunLoaded, Inputs)> {
    let tenant = shipment.tenant_id;
    let message = shipment.document.get()?;
    let document = message.single_administrative_document.as_deref();
    let mut inputs = load_inputs(engine, &BTreeSet::from([tenant])).await?;
    let declarations = declarations_of_run(engine, shipment.id, shipment.run).await?;
    if takes_over(&inputs, shipment) {
        load_earlier_of(engine, &mut inputs, tenant, shipment.id, &declarations).await?;
    }
    let documents = document.into_iter().map(|document| (tenant, document));
    load_records(engine, &mut inputs, documents).await?;
    let ids: Vec<_> = declarations.iter().map(|row| row.id).collect();
    let histories = engine.store().histories(&ids).await?;
    let needed = needed_to_go_on(shipment, &declarations)?;
    let states = load_states(engine, needed.into_iter()).await?;
    let is_waiting: BTreeSet<_> = waiting(shipment, &declarations)?
        .into_iter()
        .map(|row| row.id)
        .collect();
    let put_back: Vec<&DeclarationState> = states
        .iter()
        .filter(|state| is_waiting.contains(&state.row.id))
        .collect();
    if !put_back.is_empty() {
        load_for(engine, &mut inputs, shipment, document, &put_back).await?;
    }
    let states = states.into_iter().map(|state| (state.row.id, state));
    let loaded = RunLoaded {
        states: states.collect(),
        declarations,
        histories,
    };
    Ok((loaded, inputs))
}

/// Whether a step of a shipment's flow takes something over from the declarations of another.
fn takes_over(inputs: &Inputs, shipment: &ShipmentRecord) -> bool {
    let known = inputs.configuration(shipment.tenant_id).ok();
    let name = shipment.flow.as_deref();
    let flow = known
        .zip(name)
        .and_then(|(known, name)| known.flow(name, shipment.flow_version));
    flow.is_some_and(|flow| flow.steps.iter().any(|step| !step.take_over.is_empty()))
}

/// Loads the records that declarations name, by edits too, and what they need as of other days.
async fn load_for(
    engine: &Engine,
    inputs: &mut Inputs,
    row: &ShipmentRecord,
    content: Option<&SingleAdministrativeDocument>,
    states: &[&DeclarationState],
) -> anyhow::Result<()> {
    let of_states = states.iter().map(|state| &state.document);
    let documents = content.into_iter().chain(of_states);
    let documents: Vec<_> = documents
        .map(|document| (row.tenant_id, document))
        .collect();
    load_records(engine, inputs, documents.iter().copied()).await?;
    let mut days = deduction_days(states, engine.now());
    days.retain(|day| !inputs.knows_day(*day));
    load_other_days(engine, inputs, &documents, &days).await
}

/// Loads what an update of a shipment works on.
pub(crate) async fn load_update(
    engine: &Engine,
    row: &ShipmentRecord,
    shipment: &CustomsShipment,
    existing: KnownShipment<'_>,
    mut inputs: Inputs,
) -> anyhow::Result<Update> {
    let name = row.flow.as_deref();
    let name = name.context("the shipment runs in no flow")?;
    let flow = inputs
        .configuration(row.tenant_id)?
        .flow(name, row.flow_version)
        .with_context(|| format!("flow {name} is gone"))?;
    let flow = Arc::clone(flow);
    let of_run = existing.declarations.iter();
    let of_run = of_run.filter(|declaration| declaration.run == row.run);
    let declarations: Vec<_> = of_run.cloned().collect();
    let states = load_states(engine, declarations.iter()).await?;
    let ids: Vec<_> = declarations
        .iter()
        .map(|declaration| declaration.id)
        .collect();
    let histories = engine.store().histories(&ids).await?;
    let content = shipment.single_administrative_document.as_deref();
    let of_states: Vec<&DeclarationState> = states.iter().collect();
    load_for(engine, &mut inputs, row, content, &of_states).await?;
    Ok(Update {
        row: row.clone(),
        flow,
        inputs,
        states,
        histories,
        declarations,
    })
}
