//! Starting the steps of a flow: which are due, and the declarations they make.
//!
//! It looks at the run as it is – which steps were started, which declarations exist and which
//! statuses they have reached – and starts what is due. Done twice, the second time finds nothing
//! due.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use cas_model::document::CustomsShipment;
use cas_model::flow::{Flow, Start, Step};
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::Status;
use cas_store::{DeclarationRow, HistoryRow, ShipmentRow};

use super::desk::Desk;
use super::inputs::Inputs;
use super::reconcile::{Place, reconcile};
use crate::planning::{NotNow, PlanRefusal};
use crate::state::{DeclarationState, is_withdrawn};

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
    /// Declarations of steps that must be brought to what they would make now.
    pub existing: HashMap<String, Vec<DeclarationState>>,
    /// Declarations that were withdrawn, and whose manual edits are kept.
    pub heirs: Vec<DeclarationState>,
    /// Who brings it about.
    pub actor: String,
}

/// Why a step could not be started, or brought to what it would make now.
#[derive(Debug)]
pub(super) enum NotStarted {
    /// It cannot be done.
    Refused(PlanRefusal),
    /// Customs must answer first.
    Waits(String),
    /// Something failed.
    Failed(anyhow::Error),
}

impl From<NotNow> for NotStarted {
    fn from(not_now: NotNow) -> Self {
        match not_now {
            NotNow::Refused(refusal) => Self::Refused(refusal),
            NotNow::Waits(why) => Self::Waits(why),
        }
    }
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
    /// For what others that are due wait.
    pub waits: Option<String>,
}

/// Starts every step that is due; the shipment's row notes them. One that cannot cut its goods
/// does not keep others from starting.
pub(super) fn start_due_steps(
    desk: &mut Desk<'_>,
    shipment: &mut ShipmentRow,
    run: &mut Run<'_>,
    inputs: &Inputs,
    trigger: &Trigger,
) -> anyhow::Result<Started> {
    let mut steps: BTreeSet<String> = serde_json::from_str(&shipment.started_steps)?;
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
        let is_due = |step: &&Step| is_due(step, (run, desk), &done, trigger);
        let Some(step) = flow.steps.iter().filter(is_new).find(is_due) else {
            break;
        };
        let place = Place {
            shipment,
            step,
            inputs,
        };
        match reconcile(desk, run, place) {
            Err(NotStarted::Failed(error)) => return Err(error),
            Err(NotStarted::Refused(refusal)) => {
                refused.insert(step.name.clone(), refusal);
                continue;
            }
            Err(NotStarted::Waits(why)) => {
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
    shipment.started_steps = serde_json::to_string(&steps)?;
    started.steps = steps.len() - before;
    started.refused = refused.into_values().collect();
    Ok(started)
}

fn is_due(
    step: &Step,
    (run, desk): (&Run<'_>, &Desk<'_>),
    done: &BTreeSet<String>,
    trigger: &Trigger,
) -> bool {
    match &step.start {
        Start::ShipmentCreated => true,
        Start::StatusReached {
            step: earlier,
            statuses,
        } => done.contains(earlier) && all_reached((run, desk), earlier, statuses),
        Start::Action => *trigger == Trigger::Action(step.name.clone()),
        Start::Arrival => *trigger == Trigger::Arrival,
        Start::Stock => *trigger == Trigger::Stock,
    }
}

/// Whether what a started step waited for still holds with what an update made and withdrew.
pub(super) fn still_holds(step: &Step, run: &Run<'_>, desk: &Desk<'_>) -> bool {
    match &step.start {
        Start::StatusReached {
            step: earlier,
            statuses,
        } => all_reached((run, desk), earlier, statuses),
        Start::ShipmentCreated | Start::Action | Start::Arrival | Start::Stock => true,
    }
}

/// Whether every declaration of a step that was not withdrawn has reached one of the statuses. A
/// step whose declarations were all withdrawn has not; one that had no goods has.
fn all_reached((run, desk): (&Run<'_>, &Desk<'_>), step: &str, statuses: &[Status]) -> bool {
    let rows = rows_now(run, desk);
    let of_step = || rows.values().filter(|row| row.step == step);
    let reached = |row: &DeclarationRow| {
        run.histories
            .iter()
            .any(|entry| entry.declaration_id == row.id && statuses.contains(&entry.status))
    };
    let mut left = of_step().filter(|row| !is_withdrawn(row.status));
    let is_left = of_step().count() == 0 || of_step().any(|row| !is_withdrawn(row.status));
    is_left && left.all(|row| reached(row) || row.beneath.is_some_and(|at| statuses.contains(&at)))
}

/// The declarations of the run, as they are with what this step changes.
fn rows_now<'a>(
    run: &'a Run<'_>,
    desk: &'a Desk<'_>,
) -> BTreeMap<DeclarationId, &'a DeclarationRow> {
    let of_run = |row: &&DeclarationRow| {
        let known = run.declarations.first();
        known.is_none_or(|known| known.shipment_id == row.shipment_id && known.run == row.run)
    };
    let changed = desk.changes.declarations.iter().filter(of_run);
    let rows = run.declarations.iter().chain(changed);
    rows.map(|row| (row.id, row)).collect()
}
