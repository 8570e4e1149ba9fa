//! The rows, as readers get them and writers give them.

mod access;
mod columns;
mod configuration;
mod declaration;
mod ingestion;
mod master_data;
mod message;
mod notification;
mod shipment;
mod tables;
mod task;

pub use access::*;
pub use configuration::*;
pub use declaration::*;
pub use ingestion::*;
pub use master_data::*;
pub use message::*;
pub use notification::*;
pub use shipment::*;
pub use task::*;
