//! The rows that are the store's own business, and the tables of all.

mod access;
mod circuit;
mod columns;
mod heads;
mod search;
mod tables;
mod task;

pub use access::*;
pub use cas_model::record::*;
pub use circuit::*;
pub(crate) use heads::MESSAGE_HEAD;
pub use heads::{IngestionHead, MessageHead, ShipmentHead};
pub use search::*;
pub use task::*;
