//! A run of a flow: which steps are due, what each makes now, and what is done with what exists.

mod decide;
mod formation;
mod go_on;
mod in_hand;
mod reconcile;
mod standing;
mod start;
mod withdrawals;

pub use go_on::{go_on, needed_to_go_on, waiting};
pub use in_hand::{Blocked, Run, RunLoaded, Started, StepInRun, Trigger, by_step};
pub use reconcile::reconcile;
pub use standing::{StepStanding, StepState, standing_of};
pub use start::{start_due_steps, still_holds};
