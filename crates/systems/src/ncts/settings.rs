//! What a tenant must say about its connection.

use serde_json::Value;

use super::phase::PHASES;
pub use crate::commission::settings::Settings;

/// Reads and checks the settings.
///
/// # Errors
/// Every setting that is missing or wrong.
pub fn read(settings: &Value) -> Result<Settings<'_>, Vec<String>> {
    Settings::read(settings, PHASES)
}
