//! An update of a shipment: what is there with the update applied, and every started step brought
//! to what it would make of that.
//!
//! All of it is done or nothing. Where customs must answer about a declaration first, the update
//! waits in its place, and nothing of the shipment overtakes it.

use std::collections::BTreeSet;
use std::sync::Arc;

use cas_model::Patch;
use cas_model::civil_day::day_in;
use cas_model::document::CustomsShipment;
use cas_model::flow::Flow;
use cas_model::lifecycle::Phase;
use cas_model::record::{DeclarationRecord, HistoryEntry, Json, ShipmentRecord};
use cas_model::structure::StructureError;
use jiff::Timestamp;
use jiff::civil::Date;

use super::outcome::Outcome;
use super::whole::{IncomingShipment, KnownShipment, end, refuse};
use crate::codes::RefusalCode;
use crate::declaration::{DeclarationState, is_withdrawn, revision_at_customs_or_current};
use crate::deductions::EarlierDeclaration;
use crate::planning::{self, PlanRefusal};
use crate::run::{
    Blocked, Run, StepInRun, Trigger, by_step, reconcile, start_due_steps, still_holds,
};
use crate::sources::Inputs;
use crate::unit_of_work::UnitOfWork;

/// A shipment as an update makes it, or what names it where the update does not fit.
#[derive(Debug)]
pub struct UpdatedShipment {
    /// The shipment with what the update changed.
    pub shipment: CustomsShipment,
    /// Its JSON, as it is stored.
    pub document: Json<CustomsShipment>,
    /// Why the update does not fit what is there.
    pub fits: Result<(), PlanRefusal>,
}

impl UpdatedShipment {
    /// What an update makes of what is there.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn from_update(update: &Patch, existing: Option<&ShipmentRecord>) -> anyhow::Result<Self> {
        let begun_by_customs = existing.is_some_and(|row| row.flow.is_none());
        let (shipment, fits) = match apply(update, existing)? {
            _ if begun_by_customs => (identity_of(update), Err(planning::begun_by_customs())),
            Ok(shipment) => (shipment, Ok(())),
            Err(errors) => (identity_of(update), Err(update_refused(&errors))),
        };
        Ok(Self {
            document: Json::canonical(&shipment)?,
            shipment,
            fits,
        })
    }
}

/// What is there with the update applied; without what is there, a new shipment.
fn apply(
    update: &Patch,
    existing: Option<&ShipmentRecord>,
) -> anyhow::Result<Result<CustomsShipment, Vec<StructureError>>> {
    let applied = match existing {
        None => update.make(),
        Some(row) => {
            let current: CustomsShipment = row.document.get()?;
            update.apply_to(&current)
        }
    };
    Ok(applied.map(|shipment| CustomsShipment {
        message_type: None,
        ..shipment
    }))
}

/// What names the shipment, where nothing else of the update can be used.
fn identity_of(update: &Patch) -> CustomsShipment {
    let text = |name| update.text(name).map(str::to_owned);
    CustomsShipment {
        external_reference: text("externalReference"),
        direction: text("direction"),
        company: text("company"),
        ..CustomsShipment::default()
    }
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
pub struct Update {
    /// The shipment as it is.
    pub row: ShipmentRecord,
    /// The version of the flow that it runs in.
    pub flow: Arc<Flow>,
    /// What decisions draw from.
    pub inputs: Inputs,
    /// The declarations of its run.
    pub states: Vec<DeclarationState>,
    /// What happened to those declarations, oldest first.
    pub histories: Vec<HistoryEntry>,
    /// The same declarations as they are stored.
    pub declarations: Vec<DeclarationRecord>,
}

impl Update {
    /// Carries the update out, whole or not at all.
    ///
    /// # Errors
    /// When something stored cannot be read; the unit is thrown away then.
    pub fn carry_out(
        &mut self,
        mut unit: UnitOfWork<'_>,
        sent: &IncomingShipment<'_>,
        existing: KnownShipment<'_>,
    ) -> anyhow::Result<Outcome> {
        match self.bring_up(&mut unit, sent) {
            Ok(()) => {
                end(&mut unit, sent, existing, Ok(Vec::new()))?;
                unit.notice_shipment_first(0);
                Ok(unit.into())
            }
            Err(Blocked::Refused(refusal)) => refuse(unit, sent, existing, refusal),
            Err(Blocked::Waits(why)) => Ok(Outcome {
                waits: Some(why),
                planned: unit.planned,
                ..Outcome::default()
            }),
            Err(Blocked::Failed(error)) => Err(error),
        }
    }

    /// Brings every started step to what it makes now, then starts what is due.
    fn bring_up(
        &mut self,
        unit: &mut UnitOfWork<'_>,
        sent: &IncomingShipment<'_>,
    ) -> Result<(), Blocked> {
        let mut row = ShipmentRecord {
            document: Json::stored(sent.document),
            input_changes: sent.input_changes.clone(),
            version: self.row.version + 1,
            updated_at: unit.now,
            ..self.row.clone()
        };
        let mut run = Run {
            flow: Arc::clone(&self.flow),
            message: sent.shipment,
            declarations: &self.declarations,
            histories: &self.histories,
            existing: by_step(std::mem::take(&mut self.states))?,
            edits_to_carry: Vec::new(),
            actor: sent.ingestion.sent_by().to_owned(),
        };
        let mut started: BTreeSet<String> = row.started_steps.get().map_err(anyhow::Error::from)?;
        for step in &self.flow.steps {
            if !started.contains(&step.name) {
                continue;
            }
            if !still_holds(step, &run, unit) {
                // It starts again when what it waits for has come, and finds what it made.
                started.remove(&step.name);
                continue;
            }
            let place = StepInRun {
                shipment: &row,
                step,
                inputs: &self.inputs,
            };
            reconcile(unit, &mut run, place)?;
            take_up(&mut self.inputs, unit, &row, &self.flow)?;
        }
        row.started_steps = Json::encode(&started).map_err(anyhow::Error::from)?;
        let trigger = Trigger::State;
        let started = start_due_steps(unit, &mut row, &mut run, &self.inputs, &trigger)?;
        if let Some(why) = started.waits {
            return Err(Blocked::Waits(why));
        }
        if let Some(refusal) = started.refused.into_iter().next() {
            return Err(Blocked::Refused(refusal));
        }
        unit.effects.shipments.push(row);
        Ok(())
    }
}

/// The days as of which declarations that customs has were deduced.
#[must_use]
pub fn deduction_days(states: &[&DeclarationState], now: Timestamp) -> BTreeSet<Date> {
    let with_customs = states
        .iter()
        .filter(|state| match state.row.status.phase() {
            Phase::InFlight | Phase::Lodged | Phase::Closed => true,
            Phase::Preparation | Phase::Refused => false,
        });
    let day = |state: &&DeclarationState| state.deduction_day(day_in(&state.row.jurisdiction, now));
    with_customs.map(day).collect()
}

/// Later steps take over from declarations as they are now.
fn take_up(
    inputs: &mut Inputs,
    unit: &UnitOfWork<'_>,
    row: &ShipmentRecord,
    flow: &Flow,
) -> anyhow::Result<()> {
    if flow.steps.iter().all(|step| step.take_over.is_empty()) {
        return Ok(());
    }
    let mut earlier: Vec<EarlierDeclaration> = inputs.earlier(row.id).to_vec();
    for changed in unit
        .effects
        .declarations
        .iter()
        .filter(|declaration| declaration.shipment_id == row.id)
    {
        earlier.retain(|known| known.id != changed.id || !is_withdrawn(changed.status));
        let revision = unit.effects.revisions.iter().find(|revision| {
            revision.declaration_id == changed.id
                && revision.number == revision_at_customs_or_current(changed)
        });
        let Some(revision) = revision.filter(|_| !is_withdrawn(changed.status)) else {
            continue;
        };
        let Some(step) = changed.step.clone() else {
            continue;
        };
        let now = EarlierDeclaration {
            id: changed.id,
            step,
            lrn: changed.lrn.clone(),
            facts: changed.facts.get()?,
            document: revision.document.get()?,
        };
        match earlier.iter_mut().find(|known| known.id == changed.id) {
            Some(known) => *known = now,
            None => earlier.push(now),
        }
    }
    inputs.set_earlier(row.id, row.tenant_id, &earlier);
    Ok(())
}
