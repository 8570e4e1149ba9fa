//! Does customs have what we have?
//!
//! CDS repeats a declaration only where customs amended it itself (DMSRES), in an `od:Declaration`
//! of those values. They are not compared with ours yet: no message counts as a repetition.

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
