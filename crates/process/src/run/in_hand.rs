//! A run of a flow in hand, and a step of it.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;
use cas_model::document::CustomsShipment;
use cas_model::flow::{Flow, Step};
use cas_model::ids::DeclarationId;
use cas_model::record::{DeclarationRecord, HistoryEntry, ShipmentRecord};

use crate::declaration::DeclarationState;
use crate::planning::{NotNow, PlanRefusal};
use crate::sources::Inputs;

/// What happened that may start steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Nothing but what the state of the run says.
    State,
    /// The goods arrived where the event says.
    Arrival,
    /// The goods moved in stock.
    Stock,
    /// Somebody asked for a step.
    Action(String),
}

/// A run of a flow.
pub struct Run<'a> {
    /// The flow, in the version that the run began with.
    pub flow: Arc<Flow>,
    /// What the ERP sent.
    pub message: &'a CustomsShipment,
    /// The declarations that the run has made.
    pub declarations: &'a [DeclarationRecord],
    /// What happened to those declarations, oldest first.
    pub histories: &'a [HistoryEntry],
    /// Declarations of steps that must be brought to what they would make now.
    pub existing: HashMap<String, Vec<DeclarationState>>,
    /// Declarations that were withdrawn, and whose manual edits are kept.
    pub edits_to_carry: Vec<DeclarationState>,
    /// Who brings it about.
    pub actor: String,
}

/// Declarations by the step that made them.
///
/// # Errors
/// When one is of no step: a run of a flow has none of those.
pub fn by_step(
    states: impl IntoIterator<Item = DeclarationState>,
) -> anyhow::Result<HashMap<String, Vec<DeclarationState>>> {
    let mut by_step: HashMap<String, Vec<DeclarationState>> = HashMap::new();
    for state in states {
        let step = state.row.step.clone();
        let step = step.with_context(|| format!("declaration {} is of no step", state.row.id))?;
        by_step.entry(step).or_default().push(state);
    }
    Ok(by_step)
}

/// Why a step could not be started, or brought to what it would make now.
#[derive(Debug)]
pub enum Blocked {
    /// It cannot be done.
    Refused(PlanRefusal),
    /// Customs must answer first.
    Waits(String),
    /// Something that is stored could not be read: the task is tried again.
    Failed(anyhow::Error),
}

impl From<NotNow> for Blocked {
    fn from(not_now: NotNow) -> Self {
        match not_now {
            NotNow::Refused(refusal) => Self::Refused(refusal),
            NotNow::Waits(why) => Self::Waits(why),
        }
    }
}

impl From<anyhow::Error> for Blocked {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// What came of starting steps.
#[derive(Debug, Default)]
pub struct Started {
    /// How many were started.
    pub steps: usize,
    /// Why others that are due could not be.
    pub refused: Vec<PlanRefusal>,
    /// For what others that are due wait.
    pub waits: Option<String>,
}

/// The step in hand.
#[derive(Clone, Copy)]
pub struct StepInRun<'a> {
    /// The shipment that the run is of.
    pub shipment: &'a ShipmentRecord,
    /// The step of the run's flow.
    pub step: &'a Step,
    /// What its deductions draw from.
    pub inputs: &'a Inputs,
}

/// The declarations of a run as they are stored, with what is needed to go on with it.
#[derive(Debug, Default)]
pub struct RunLoaded {
    /// The declarations that the run has made.
    pub declarations: Vec<DeclarationRecord>,
    /// What happened to those declarations, oldest first.
    pub histories: Vec<HistoryEntry>,
    /// Those that may hear of a withdrawal, or whose steps an update has put back to wait.
    pub states: HashMap<DeclarationId, DeclarationState>,
}
