//! What a tenant configured: flows, decision tables, settings – read, checked, kept in memory.
//!
//! Configuration is stored in versions (`cas_store::ConfigurationRow`). What is saved is checked
//! first, what is published never changes. [`TenantConfiguration`] is all of it,
//! compiled, kept until the tenant's counter in the store moves.

mod bind;
mod check;
mod item_formula;
mod lists;
mod load;
mod problem;
mod settings;
mod step_tables;
mod table_document;

pub use bind::{Answer, BoundOutput, BoundTable};
pub use check::{CheckContext, check};
pub use item_formula::{ItemFormula, ItemScope};
pub use lists::Lists;
pub(crate) use load::Configurations;
pub use load::{TenantConfiguration, Version};
pub use problem::ConfigurationProblem;
pub use settings::Settings;
pub use step_tables::{Slot, StepTables, TableUse};
pub use table_document::TableDocument;
