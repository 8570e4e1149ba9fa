//! A message of the customer carried out: a whole shipment, an update of one, an event of one.

pub mod event;
mod outcome;
pub mod update;
pub mod whole;

pub use outcome::{Outcome, end_ingestion};
