//! A declaration of an earlier step, of which later ones take over.

use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::DeclarationId;

/// A declaration of an earlier step.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// Its id.
    pub id: DeclarationId,
    /// Its step.
    pub step: String,
    /// Our number.
    pub lrn: String,
    /// What customs said of it.
    pub facts: CustomsFacts,
    /// Its document, as it was sent.
    pub document: SingleAdministrativeDocument,
}
