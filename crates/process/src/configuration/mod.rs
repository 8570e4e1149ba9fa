//! What a tenant configured: flows, decision tables, settings – read and checked.
//!
//! Configuration is stored in versions ([`ConfigurationRecord`](cas_model::record::ConfigurationRecord)).
//! What is saved is checked first, what is published never changes. [`TenantConfiguration`] is all
//! of it, compiled.

pub mod bundle;
mod change;
pub mod check;
pub mod connections;
pub mod difference;
pub mod document;
pub mod draft;
pub mod import;
mod kept_secrets;
pub mod publish;
pub mod refusals;
mod snapshot;
pub mod table_file;
pub mod table_tools;
mod tenant;
mod version;

pub use bundle::Bundle;
pub use cas_model::configuration::ConfigurationName;
pub use change::{ConfigurationChange, Undecided};
pub use check::{CheckContext, check};
pub use connections::{ConnectionView, MASK};
pub use import::{Change, DocumentChange, ImportOptions, Imported};
pub use publish::Publication;
pub use snapshot::{Editor, Reach, Snapshot};
pub use table_file::TableFormat;
pub use table_tools::{Codes, FiredRow, Question, TableAnswer, TestRun};
pub use tenant::{RuleSetting, Settings, TenantConfiguration, Version, Wants};
pub use version::{TableVersion, VersionChoice, tag};
