//! Which changes does customs take by no amendment?
//!
//! A movement is not amended: it is cancelled, or its destination is changed, by actions of their
//! own. So every change is one that customs takes by no amendment.

use cas_model::FieldPath;
use cas_model::declaration::CustomsFacts;
use cas_model::difference::Difference;

/// Of these changes, those that customs takes by no amendment: all.
#[must_use]
pub fn fixed(changes: &[Difference], _facts: &CustomsFacts) -> Vec<FieldPath> {
    changes.iter().map(|change| change.path.clone()).collect()
}
