//! Which thing does the path name?
//!
//! A text that is no id names nothing: 404, as for an id of another tenant.

use uuid::Uuid;

use crate::problem::Problem;

/// The id in a path parameter.
///
/// # Errors
/// Not found, when the parameter is no id.
pub fn path_id(text: &str, what: &str) -> Result<Uuid, Problem> {
    Uuid::try_parse(text).map_err(|_| Problem::not_found(what))
}
