//! Records: what is kept of shipments, declarations, messages and configuration.
//!
//! Decisions name these records and make new ones; the store reads and writes them, one table for
//! each. Documents and lists in them are text until they are asked for: [`Json`].

mod attachment;
mod attempts;
mod bulk;
mod collaboration;
mod configuration;
mod declaration;
mod ingestion;
mod json;
mod master_data;
mod message;
mod notification;
mod people;
mod shipment;
mod table_hits;

pub use crate::mass_threshold::{DeclaredMassRecord, ImportedMass};
pub use attachment::*;
pub use attempts::{SendAttempts, SendOutcome};
pub use bulk::*;
pub use collaboration::*;
pub use configuration::*;
pub use declaration::*;
pub use ingestion::*;
pub use json::{EmptyJson, Json, JsonError};
pub use master_data::*;
pub use message::*;
pub use notification::*;
pub use people::*;
pub use shipment::*;
pub use table_hits::TableRowHits;
