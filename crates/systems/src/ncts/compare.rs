//! Does customs have what we have?

use cas_gateway::{CustomsDifference, DecodeError};
use cas_model::document::SingleAdministrativeDocument;

/// Compares a message of customs that repeats the declaration with our document.
///
/// # Errors
/// When the message is not readable, or our side of it cannot be written.
pub fn differences(
    _document: &SingleAdministrativeDocument,
    _lrn: &str,
    _settings: &serde_json::Value,
    _message: &[u8],
) -> Result<Option<Vec<CustomsDifference>>, DecodeError> {
    Ok(None)
}
