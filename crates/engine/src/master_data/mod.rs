//! How does master data come in, and what do nodes keep of it in memory?
//!
//! A record is changed by a selective update ([`revise`], pure): a message of the ERP
//! ([`ingest`]), a row of a file, or a caller that puts many ([`put_master_data`]).
//! Every change is a new version; an update that changes nothing makes none. Exchange rates, value
//! sets and code lists are asked for with every declaration: nodes keep them in memory
//! ([`Reference`]) until the tenant's counter moves.

mod export;
mod import;
mod ingest;
mod put;

pub use import::ImportMode;
pub(crate) use ingest::ingest;
pub use put::{PutOutcome, put_master_data};
