//! What the decisions of a batch draw from, already loaded.

mod inputs;
mod prepared;

pub use inputs::{Inputs, Wanted};
pub use prepared::Prepared;
