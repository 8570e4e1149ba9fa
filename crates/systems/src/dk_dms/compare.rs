//! Does customs have what we have?
//!
//! DMS tells of its own changes as pointers with values, which are kept as notices; no message
//! repeats a declaration.

use cas_gateway::{CustomsDifference, DecodeError};
use cas_model::document::SingleAdministrativeDocument;

/// `None`: no message is read as a repetition of the declaration.
///
/// # Errors
/// None so far.
pub const fn differences(
    _document: &SingleAdministrativeDocument,
    _lrn: &str,
    _settings: &serde_json::Value,
    _message: &[u8],
) -> Result<Option<Vec<CustomsDifference>>, DecodeError> {
    Ok(None)
}
