//! What a tenant configured: flows, decision tables, settings – read, checked, kept in memory.
//!
//! Configuration is stored in versions (`cas_store::ConfigurationRow`). What is saved is checked
//! first, what is published never changes. [`TenantConfiguration`] is all of it,
//! compiled, kept until the tenant's counter in the store moves.
//!
//! Every change is an [`edit`](mod@edit): decided on all of the configuration as it was read,
//! committed only if nothing of it changed meanwhile, decided again otherwise.

mod bind;
mod bundle;
mod check;
mod connections;
mod difference;
mod document;
mod draft;
mod edit;
mod import;
mod in_force;
mod item_formula;
mod lists;
mod load;
mod name;
mod problem;
mod publish;
pub(crate) mod refusals;
mod settings;
mod step_tables;
mod table_document;
mod table_file;
mod table_tools;

pub use bind::{Answer, BoundOutput, BoundTable};
pub use bundle::Bundle;
pub use check::{CheckContext, check};
pub use connections::{ConnectionView, MASK};
pub use edit::Editor;
pub use import::{Change, DocumentChange, ImportOptions, Imported};
pub use item_formula::{ItemFormula, ItemScope};
pub use lists::Lists;
pub(crate) use load::Configurations;
pub use load::{TenantConfiguration, Version};
pub use name::{ConfigurationName, VersionChoice, tag};
pub use problem::ConfigurationProblem;
pub use publish::Publication;
pub use settings::Settings;
pub use step_tables::{Slot, StepTables, TableUse};
pub use table_document::TableDocument;
pub use table_file::TableFormat;
pub use table_tools::{Codes, FiredRow, Question, TableAnswer, TestRun};
