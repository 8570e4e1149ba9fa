//! Which subscription is told what, and when is a receiver given up?

mod disable;
mod filters;

pub use disable::{FailureRun, should_disable};
pub use filters::matches;
