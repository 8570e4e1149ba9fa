//! Which changes does customs take by no amendment?
//!
//! What tells one declaration from another does not change by amendment: its number and its type,
//! whose element an amendment uses for itself.

use cas_model::declaration::CustomsFacts;
use cas_model::difference::Difference;
use cas_model::{FieldPath, KnownPath, paths};

use crate::fixed::among;

/// What an amendment has no place for.
const FIXED: &[KnownPath] = paths!["declType", "addDeclType1", "docRefNum", "functionRefNum"];

/// Of these changes, those that customs takes by no amendment.
#[must_use]
pub fn fixed(changes: &[Difference], _facts: &CustomsFacts) -> Vec<FieldPath> {
    among(changes, FIXED)
}
