//! How does configuration lie in a folder, so that it can be kept in git?
//!
//! ```text
//! flows/<name>.json
//! decision-tables/<name>.json   head and tests
//! decision-tables/<name>.csv    rows, one per line
//! settings.json
//! input-mappings/<name>.json
//! connections/<system>.json     without secrets
//! ```
//!
//! The same configuration is always the same bytes: fields in alphabetical order, lines end with
//! LF, files with a line end. What is written and read again is the same configuration.

mod names;
mod read;
mod write;

pub use names::file_of;
pub use read::read;
pub use write::write;

/// The folder of flows.
const FLOWS: &str = "flows";
/// The folder of decision tables.
const TABLES: &str = "decision-tables";
/// The file of settings.
const SETTINGS: &str = "settings.json";
/// The folder of input mappings.
const MAPPINGS: &str = "input-mappings";
/// The folder of connections.
const CONNECTIONS: &str = "connections";

#[cfg(test)]
mod tests;
