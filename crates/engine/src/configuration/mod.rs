//! Changes of what a tenant configured: loaded, decided on, committed.
//!
//! Every change is an [`edit`](mod@edit): decided on all of the configuration as it was read,
//! committed only if nothing of it changed meanwhile, decided again otherwise. What each change
//! comes to is decided in [`cas_process::configuration`].

mod bundle;
mod connections;
mod draft;
mod edit;
mod insight;
mod table_hits;
mod table_tools;
mod versions;

pub use insight::VersionDifference;
pub use table_hits::{FiredCount, RowHits, TableHits, WantedHits};
pub use table_tools::SentTable;
