//! Which changes does customs take by no amendment, in every system?
//!
//! Each system lists the fields; what is common is what it means to change one.

use cas_model::difference::Difference;
use cas_model::lifecycle::Status;
use cas_model::{FieldPath, KnownPath};

/// In the Union customs takes no amendment once it has said that it will examine the goods.
/// Source: Union Customs Code, Article 173(2)(a).
pub(crate) const UNDER_EXAMINATION: &[Status] = &[Status::UnderControl];

/// Of these changes, those of one of the fields or of something inside it.
pub(crate) fn among(changes: &[Difference], fields: &[KnownPath]) -> Vec<FieldPath> {
    let is_fixed = |path: &&FieldPath| fields.iter().any(|field| is_below(path, *field));
    let paths = changes.iter().map(|change| &change.path);
    paths.filter(is_fixed).cloned().collect()
}

/// Whether a path is a field or stands inside it; an element of a collection does too.
pub(crate) fn is_below(path: &FieldPath, field: KnownPath) -> bool {
    let rest = path.as_str().strip_prefix(field.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
