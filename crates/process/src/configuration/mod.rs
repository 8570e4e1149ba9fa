//! What a tenant configured: flows, decision tables, settings – read and checked.
//!
//! Configuration is stored in versions ([`ConfigurationRecord`](cas_model::record::ConfigurationRecord)).
//! What is saved is checked first, what is published never changes. [`TenantConfiguration`] is all
//! of it, compiled.

pub mod bundle;
pub mod cell_batch;
mod change;
pub mod change_control;
pub mod check;
mod compiled_tables;
pub mod connections;
mod control_setting;
pub mod difference;
pub mod document;
pub mod draft;
pub mod draft_check;
pub mod draft_review;
pub mod flow_graph;
mod foreign_table;
pub mod import;
mod input_mapping;
mod kept_secrets;
pub mod publish;
pub mod refusals;
mod snapshot;
pub mod table_columns;
pub mod table_difference;
pub mod table_file;
mod table_format;
pub mod table_tools;
pub mod table_warnings;
mod tenant;
pub mod uses;
mod version;
mod warnings;

pub use bundle::Bundle;
pub use cas_model::configuration::ConfigurationName;
pub use cell_batch::{CellBatch, CheckedBatch};
pub use change::{AuditNotice, ConfigurationChange, Undecided};
pub use change_control::ControlOfDocument;
pub use check::{CheckContext, Written, check};
pub use compiled_tables::CompiledTables;
pub use connections::{ConnectionSecret, ConnectionView, MASK};
pub use control_setting::ChangeControl;
pub use draft::SavedDraft;
pub use draft_check::{DraftCheck, DraftProblem};
pub use draft_review::DraftReview;
pub use import::{Change, DocumentChange, ImportOptions, Imported};
pub use input_mapping::{ALL_OTHERS, InputMapping};
pub use publish::Publication;
pub use snapshot::{Editor, EditorIdentity, Reach, Snapshot};
pub use table_difference::TableDifference;
pub use table_format::{TableFile, TableFormat};
pub use table_tools::{
    Codes, FiredRow, MOST_NEAR_MISSES, Question, TableAnswer, TestRun, WantedAnalysis,
};
pub use tenant::{RuleSetting, Settings, StoredTable, TenantConfiguration, Version, Wants};
pub use version::{EditScope, TableVersion, VersionChoice, tag};
pub use warnings::{ConfigurationWarning, ConfigurationWarnings, SavedVersion};
