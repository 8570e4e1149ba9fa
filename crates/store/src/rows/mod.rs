//! The rows that are the store's own business, and the tables of all.

mod access;
mod circuit;
mod columns;
mod heads;
mod presence;
mod saved_view;
mod search;
mod tables;
mod task;

pub use access::*;
pub use cas_model::bulk::BulkRowState;
pub use cas_model::record::*;
pub use circuit::*;
pub(crate) use heads::MESSAGE_HEAD;
pub use heads::{IngestionHead, MessageHead};
pub use presence::*;
pub use saved_view::*;
pub use search::*;
pub use task::*;
