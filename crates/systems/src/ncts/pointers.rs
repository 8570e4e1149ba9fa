//! Which field of ours does customs' pointer mean, and how does customs call a field of ours?

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;

use super::tables;

/// The field that a pointer of customs means; the document itself when it means no single field.
/// Pointers come as XPaths (`/CC015C/Consignment/HouseConsignment[1]/…`), with or without the
/// leading slash, prefixes and numbers, and may end at a group.
#[must_use]
pub fn field_of(document: &SingleAdministrativeDocument, pointer: &str) -> FieldPath {
    let pointer = pointer.trim().trim_start_matches('/');
    let (root, below) = pointer.split_once('/').unwrap_or((pointer, ""));
    let root = root.rsplit(':').next().unwrap_or(root);
    let root = root.split('[').next().unwrap_or(root);
    match tables::of(root) {
        Some(table) => table.field_of(document, below),
        // Without its root, a pointer is taken as one of the declaration.
        None => tables::CC015C.field_of(document, pointer),
    }
}

/// The pointer to the element of the declaration that is made from a field; `None` when customs
/// is not sent it.
#[must_use]
pub fn pointer_of(document: &SingleAdministrativeDocument, path: &FieldPath) -> Option<String> {
    let below = tables::CC015C.pointer_of(document, path)?;
    Some(format!("/{}{below}", tables::CC015C.message))
}
