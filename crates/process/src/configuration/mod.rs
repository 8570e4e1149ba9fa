//! What a tenant configured: flows, decision tables, settings – read and checked.
//!
//! Configuration is stored in versions ([`ConfigurationRow`](cas_model::record::ConfigurationRow)).
//! What is saved is checked first, what is published never changes. [`TenantConfiguration`] is all
//! of it, compiled.

pub mod check;
pub mod difference;
pub mod document;
pub mod in_force;
pub mod refusals;
mod settings;
mod tenant;
mod version;

pub use cas_model::configuration::ConfigurationName;
pub use check::{CheckContext, check};
pub use settings::Settings;
pub use tenant::{TenantConfiguration, Version, Wants};
pub use version::{VersionChoice, tag};
