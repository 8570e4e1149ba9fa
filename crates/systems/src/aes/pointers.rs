//! Which field of ours does customs' pointer mean, and how does customs call a field of ours?

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;

use super::tables;
use crate::commission::pointers;

/// The field that a pointer of customs means; the document itself when it means no single field.
#[must_use]
pub fn field_of(document: &SingleAdministrativeDocument, pointer: &str) -> FieldPath {
    pointers::field_of(&tables::all(), document, pointer)
}

/// The pointer to the element of the declaration that is made from a field; `None` when customs
/// is not sent it.
#[must_use]
pub fn pointer_of(document: &SingleAdministrativeDocument, path: &FieldPath) -> Option<String> {
    pointers::pointer_of(&tables::CC515C, document, path)
}
