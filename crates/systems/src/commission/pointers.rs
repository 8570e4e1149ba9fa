//! Which field of ours does customs' pointer mean?

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;

use crate::table::Table;

/// The field that a pointer of customs means; the document itself when it means no single field.
/// Pointers come as XPaths (`/CC015C/Consignment/HouseConsignment[1]/…`), with or without the
/// leading slash, prefixes and numbers, and may end at a group. Without its root, a pointer is
/// taken as one of the first of the tables.
pub(crate) fn field_of(
    tables: &[&Table],
    document: &SingleAdministrativeDocument,
    pointer: &str,
) -> FieldPath {
    let pointer = pointer.trim().trim_start_matches('/');
    let (root, below) = pointer.split_once('/').unwrap_or((pointer, ""));
    let root = root.rsplit(':').next().unwrap_or(root);
    let root = root.split('[').next().unwrap_or(root);
    match (tables.iter().find(|table| table.message == root), tables) {
        (Some(table), _) => table.field_of_document(document, below),
        (None, [declaration, ..]) => declaration.field_of(document, pointer),
        (None, []) => FieldPath::root(),
    }
}

/// The pointer to the element of a message that is made from a field; `None` when the message does
/// not have it.
pub(crate) fn pointer_of(
    table: &Table,
    document: &SingleAdministrativeDocument,
    path: &FieldPath,
) -> Option<String> {
    let below = table.pointer_of(document, path)?;
    Some(format!("/{}{below}", table.message))
}
