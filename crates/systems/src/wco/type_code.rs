//! The declaration type and the additional type, which the data model has in one code.

use cas_model::document::SingleAdministrativeDocument;

/// IMA is IM and A.
pub(crate) fn split_type_code(document: &mut SingleAdministrativeDocument, code: &str) {
    let (kind, additional) = code.split_at_checked(2).unwrap_or((code, ""));
    document.decl_type = Some(kind.to_owned()).filter(|text| !text.is_empty());
    document.add_decl_type1 = Some(additional.to_owned()).filter(|text| !text.is_empty());
}
