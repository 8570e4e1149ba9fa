//! An event that the customer tells of a shipment: the goods arrived, moved in stock, or a step is
//! asked for.

use cas_model::declaration::Direction;
use cas_model::document::ShipmentEvent;
use cas_store::{IngestionRow, ShipmentIdentity};

use super::desk::Desk;
use super::ingest::{Outcome, end_ingestion};
use super::proceed::{inputs_of, proceed};
use super::start::{Started, Trigger};
use crate::Engine;
use crate::planning::{PlanRefusal, RefusalCode, begun_by_customs};

/// Carries out an event; what cannot be is a refusal in the ingestion history.
pub(super) async fn ingest(engine: &Engine, ingestion: &IngestionRow) -> anyhow::Result<Outcome> {
    let event: ShipmentEvent = serde_json::from_str(&ingestion.body)?;
    let found = match identity(ingestion, &event) {
        Some(identity) => engine.store().shipments_by_identity(&[identity]).await?,
        None => Vec::new(),
    };
    let Some(shipment) = found.into_iter().next() else {
        let refusal = PlanRefusal::new(
            RefusalCode::ShipmentUnknown,
            "there is no shipment with this externalReference and direction; send it first",
        );
        return Ok(refused(engine, ingestion, refusal));
    };
    if shipment.flow.is_empty() {
        return Ok(refused(engine, ingestion, begun_by_customs()));
    }
    let inputs = inputs_of(engine, &shipment).await?;
    let mut desk = Desk::notifying(engine, engine.now(), &inputs.surroundings);
    let started = match trigger(&event) {
        Some(trigger) => proceed(&mut desk, shipment, &inputs, &trigger).await?,
        None => Started::default(),
    };
    if started.waits.is_some() {
        return Ok(Outcome {
            waits: started.waits,
            ..Outcome::default()
        });
    }
    if started.steps == 0 {
        let refusal = started.refused.into_iter().next();
        let refusal = refusal.unwrap_or_else(|| nothing_waits(&event));
        return Ok(refused(engine, ingestion, refusal));
    }
    end_ingestion(&mut desk, ingestion, Ok(()));
    Ok(desk.into())
}

fn identity(ingestion: &IngestionRow, event: &ShipmentEvent) -> Option<ShipmentIdentity> {
    Some(ShipmentIdentity {
        tenant_id: ingestion.tenant_id,
        external_reference: event.external_reference.clone()?,
        direction: Direction::parse(event.direction.as_deref()?)?,
    })
}

fn trigger(event: &ShipmentEvent) -> Option<Trigger> {
    match event.event.as_deref()? {
        "arrival" => Some(Trigger::Arrival),
        "stock" => Some(Trigger::Stock),
        "start" => event.step.clone().map(Trigger::Action),
        _ => None,
    }
}

fn nothing_waits(event: &ShipmentEvent) -> PlanRefusal {
    let named = event.event.as_deref().unwrap_or_default();
    let step = event.step.as_deref();
    let step = step.map_or(String::new(), |step| format!(" of step {step}"));
    PlanRefusal::new(
        RefusalCode::NothingStarted,
        format!(
            "no step of the shipment's flow waits for {named}{step}; it has started already, or \
             the flow does not have it"
        ),
    )
}

fn refused(engine: &Engine, ingestion: &IngestionRow, refusal: PlanRefusal) -> Outcome {
    let mut desk = Desk::new(engine, engine.now());
    end_ingestion(&mut desk, ingestion, Err(refusal));
    desk.into()
}
