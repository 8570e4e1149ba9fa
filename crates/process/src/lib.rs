//! What a shipment and a declaration go through, decided without I/O.
//!
//! Records come in, as they are stored; what follows from them goes out, as data. Whoever loads and
//! commits stands above.
//!
//! Invariant: pure. No async, no store, no HTTP, no SQL, no clock, no random number, and no customs
//! system by name. Times and ids come in as arguments.

pub mod actions;
pub mod attachments;
pub mod checking;
pub mod code_lists;
pub mod codes;
pub mod collaboration;
pub mod configuration;
pub mod connection;
pub mod connection_fields;
pub mod customs;
pub mod deadlines;
pub mod declaration;
pub mod deductions;
pub mod field_explanation;
pub mod figures;
pub mod flow_trial;
pub mod forms;
pub mod ingestion;
pub mod input_mapping;
pub mod lane;
pub mod law_replay;
pub mod manual_edits;
pub mod master_data;
pub mod message;
pub mod nomenclature;
pub mod origin_chain;
pub mod planning;
pub mod reference;
mod refusal;
pub mod run;
pub mod schedule;
pub mod sheet;
pub mod sources;
pub mod subscriptions;
pub mod tables;
pub mod trial;
pub mod unit_of_work;

pub use refusal::{ConfigurationProblem, Refusal};
