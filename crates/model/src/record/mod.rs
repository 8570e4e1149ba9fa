//! Records: what is kept of shipments, declarations, messages and configuration.
//!
//! Decisions name these records and make new ones; the store reads and writes them, one table for
//! each. Documents and lists in them are JSON text, of the type that the field's description names.

mod configuration;
mod declaration;
mod ingestion;
mod master_data;
mod message;
mod notification;
mod shipment;

pub use configuration::*;
pub use declaration::*;
pub use ingestion::*;
pub use master_data::*;
pub use message::*;
pub use notification::*;
pub use shipment::*;
