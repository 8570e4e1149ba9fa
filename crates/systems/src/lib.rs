//! The customs systems: which exist, and how each writes and reads its messages.
//!
//! A system is a folder with the same files as every other: `capabilities`, `settings`, `tables`
//! (a customs message is a table), `encode`, `decode`, `interpret`, `pointers`, `codes`. It is
//! named once, in [`all`]. What they share: [`xml`] reads and writes safely, [`table`] turns a
//! table into a writer and into the mapping of error pointers, `reading` takes values out of
//! messages, `answer` makes events and findings of them. [`commission`] is what the systems of the
//! European Commission have in common, [`wco`] what those have that profile the data model of the
//! World Customs Organization.
//!
//! Invariant: pure. No I/O, no async, no clock, no SQL, no HTTP. The only customs XML of the
//! workspace's product code is here.

pub mod aes;
mod answer;
pub mod commission;
pub mod differences;
pub mod dk_dms;
pub mod emcs;
mod fixed;
mod leaves;
pub mod ncts;
mod readable;
mod reading;
pub mod table;
mod tells;
pub mod uk_cds;
pub mod wco;
pub mod xml;

use std::sync::Arc;

use cas_gateway::CustomsSystem;

/// Every customs system there is; the one place that names them.
#[must_use]
pub fn all() -> Vec<Arc<dyn CustomsSystem>> {
    vec![
        Arc::new(ncts::Ncts),
        Arc::new(aes::Aes),
        Arc::new(uk_cds::UkCds),
        Arc::new(emcs::Emcs),
        Arc::new(dk_dms::DkDms),
    ]
}
