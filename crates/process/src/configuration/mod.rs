//! What a tenant configured: flows, decision tables, settings – read and checked.
//!
//! Configuration is stored in versions ([`ConfigurationRecord`](cas_model::record::ConfigurationRecord)).
//! What is saved is checked first, what is published never changes. [`TenantConfiguration`] is all
//! of it, compiled.

pub mod bundle;
mod change;
pub mod check;
mod compiled_tables;
pub mod connections;
pub mod difference;
pub mod document;
pub mod draft;
mod foreign_table;
pub mod import;
mod input_mapping;
mod kept_secrets;
pub mod publish;
pub mod refusals;
mod snapshot;
pub mod table_difference;
pub mod table_file;
mod table_format;
pub mod table_tools;
pub mod table_warnings;
mod tenant;
mod version;
mod warnings;

pub use bundle::Bundle;
pub use cas_model::configuration::ConfigurationName;
pub use change::{ConfigurationChange, Undecided};
pub use check::{CheckContext, Written, check};
pub use compiled_tables::CompiledTables;
pub use connections::{ConnectionSecret, ConnectionView, MASK};
pub use draft::SavedDraft;
pub use import::{Change, DocumentChange, ImportOptions, Imported};
pub use input_mapping::{ALL_OTHERS, InputMapping};
pub use publish::Publication;
pub use snapshot::{Editor, Reach, Snapshot};
pub use table_difference::TableDifference;
pub use table_format::{TableFile, TableFormat};
pub use table_tools::{
    Codes, FiredRow, MOST_NEAR_MISSES, Question, TableAnswer, TestRun, WantedAnalysis,
};
pub use tenant::{RuleSetting, Settings, StoredTable, TenantConfiguration, Version, Wants};
pub use version::{EditScope, TableVersion, VersionChoice, tag};
pub use warnings::{ConfigurationWarning, ConfigurationWarnings, SavedVersion};
