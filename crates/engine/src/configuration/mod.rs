//! Changes of what a tenant configured: loaded, decided on, committed.
//!
//! Every change is an [`edit`](mod@edit): decided on all of the configuration as it was read,
//! committed only if nothing of it changed meanwhile, decided again otherwise.

mod bundle;
mod connections;
mod draft;
mod edit;
mod import;
mod publish;
mod table_file;
mod table_tools;
mod table_version;

pub use bundle::Bundle;
pub use connections::{ConnectionView, MASK};
pub use edit::Editor;
pub use import::{Change, DocumentChange, ImportOptions, Imported};
pub use publish::Publication;
pub use table_file::TableFormat;
pub use table_tools::{Codes, FiredRow, Question, TableAnswer, TestRun};
pub use table_version::TableVersion;
