//! An event that the customer tells of a shipment: the goods arrived, moved in stock, or a step is
//! asked for.

use cas_model::document::ShipmentEvent;
use cas_model::record::{IngestionRecord, ShipmentRecord};

use super::outcome::{Outcome, end_ingestion};
use crate::codes::RefusalCode;
use crate::planning::PlanRefusal;
use crate::run::{RunLoaded, Started, Trigger, go_on};
use crate::sources::Inputs;
use crate::unit_of_work::UnitOfWork;

/// Carries out an event; what cannot be is a refusal in the ingestion history.
///
/// # Errors
/// When what is stored cannot be read, or the run's flow is gone.
pub fn carry_out(
    mut unit: UnitOfWork<'_>,
    ingestion: &IngestionRecord,
    event: &ShipmentEvent,
    found: (ShipmentRecord, RunLoaded),
    inputs: &Inputs,
) -> anyhow::Result<Outcome> {
    let (shipment, loaded) = found;
    let started = match trigger(event) {
        Some(trigger) => go_on(&mut unit, shipment, loaded, inputs, &trigger)?,
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
        let refusal = refusal.unwrap_or_else(|| nothing_waits(event));
        return refused(unit.emptied(), ingestion, refusal);
    }
    end_ingestion(&mut unit, ingestion, Ok(()))?;
    Ok(unit.into())
}

/// An event of a shipment that is not there.
#[must_use]
pub fn unknown_shipment() -> PlanRefusal {
    PlanRefusal::new(
        RefusalCode::ShipmentUnknown,
        "there is no shipment with this externalReference and direction; send it first",
    )
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

/// Ends an event that is not carried out.
///
/// # Errors
/// When what is wrong with it cannot be written as text.
pub fn refused(
    mut unit: UnitOfWork<'_>,
    ingestion: &IngestionRecord,
    refusal: PlanRefusal,
) -> anyhow::Result<Outcome> {
    end_ingestion(&mut unit, ingestion, Err(refusal))?;
    Ok(unit.into())
}
