//! Where does a run of a flow stand: which steps were started, and for what do the others wait?

use std::collections::BTreeSet;

use cas_model::flow::{Flow, Start, Step};
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::Status;
use cas_model::record::{DeclarationRecord, ShipmentRecord};

use crate::declaration::is_withdrawn;

/// A step of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct StepStanding<'f> {
    /// The step of the flow.
    pub step: &'f Step,
    /// Whether it was started, or what starts it.
    pub state: StepState<'f>,
    /// Its declarations in this run.
    pub declarations: Vec<DeclarationId>,
}

/// Whether a step was started, or what starts it.
#[derive(Clone, Debug, PartialEq)]
pub enum StepState<'f> {
    /// It was started in this run.
    Started,
    /// It begins with the shipment, and has not begun yet.
    Due,
    /// It waits for the declarations of an earlier step.
    WaitsForStatus {
        /// The earlier step, by its name.
        step: &'f str,
        /// The statuses that they must reach, any of them.
        statuses: &'f [Status],
        /// Those that stand elsewhere now; none where the earlier step was not started.
        declarations: Vec<DeclarationId>,
    },
    /// It waits until somebody asks for it.
    WaitsForAction,
    /// It waits for the arrival of the goods.
    WaitsForArrival,
    /// It waits until the goods move in stock.
    WaitsForStock,
}

/// Where the steps of a shipment's run stand, in the order of the flow. Declarations of other runs
/// do not count.
///
/// # Errors
/// When what is stored cannot be read.
pub fn standing_of<'f>(
    flow: &'f Flow,
    shipment: &ShipmentRecord,
    declarations: &[DeclarationRecord],
) -> anyhow::Result<Vec<StepStanding<'f>>> {
    let started: BTreeSet<String> = shipment.started_steps.get()?;
    let of_run = |row: &&DeclarationRecord| row.run == shipment.run;
    let of_step = |name: &str| {
        let rows = declarations.iter().filter(of_run);
        rows.filter(|row| row.is_of_step(name)).collect::<Vec<_>>()
    };
    let steps = flow.steps.iter();
    Ok(steps
        .map(|step| StepStanding {
            step,
            declarations: of_step(&step.name).iter().map(|row| row.id).collect(),
            state: match started.contains(&step.name) {
                true => StepState::Started,
                false => waiting(&step.start, &of_step),
            },
        })
        .collect())
}

fn waiting<'f, 'd>(
    start: &'f Start,
    of_step: &dyn Fn(&str) -> Vec<&'d DeclarationRecord>,
) -> StepState<'f> {
    match start {
        Start::ShipmentCreated => StepState::Due,
        Start::StatusReached { step, statuses } => {
            let rows = of_step(step).into_iter();
            let elsewhere = rows.filter(|row| {
                let stands = |status: Status| statuses.contains(&status);
                !is_withdrawn(row.status) && !stands(row.status) && !row.covered.is_some_and(stands)
            });
            StepState::WaitsForStatus {
                step,
                statuses,
                declarations: elsewhere.map(|row| row.id).collect(),
            }
        }
        Start::Action => StepState::WaitsForAction,
        Start::Arrival => StepState::WaitsForArrival,
        Start::Stock => StepState::WaitsForStock,
    }
}
