//! What a tenant configured: flows, decision tables, settings – read, checked, kept in memory.
//!
//! Configuration is stored in versions (`cas_store::ConfigurationRow`). What is saved is checked
//! first, what is published never changes. [`TenantConfiguration`] is all of it,
//! compiled, kept until the tenant's counter in the store moves.

mod check;
mod load;
mod problem;
mod settings;
mod table_document;

pub use check::{CheckContext, check};
pub(crate) use load::Configurations;
pub use load::{TenantConfiguration, Version};
pub use problem::ConfigurationProblem;
pub use settings::Settings;
pub use table_document::TableDocument;
