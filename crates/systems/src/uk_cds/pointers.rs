//! Which field of ours does customs' pointer mean, and how does customs call a field of ours?
//!
//! Pointers are those of the data model ([`crate::wco::pointers`]), by the rows of the declaration.

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;

pub use crate::wco::pointers::{Pointer, ROOT, read, written};

use super::tables::DECLARATION;
use crate::wco::pointers;

/// The field that a pointer of customs means; the document itself when it means no single field.
#[must_use]
pub fn field_of(document: &SingleAdministrativeDocument, path: &[Pointer]) -> FieldPath {
    pointers::field_of(&DECLARATION, document, path)
}

/// The pointer to the element that is made from a field; `None` when customs is not sent it.
#[must_use]
pub fn pointer_of(
    document: &SingleAdministrativeDocument,
    path: &FieldPath,
) -> Option<Vec<Pointer>> {
    pointers::pointer_of(&DECLARATION, document, path)
}

/// The pointers to all elements that are made from a field.
#[must_use]
pub fn pointers_of(document: &SingleAdministrativeDocument, path: &FieldPath) -> Vec<Vec<Pointer>> {
    pointers::pointers_of(&DECLARATION, document, path)
}
