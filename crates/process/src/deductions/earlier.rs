//! A declaration of an earlier step, of which later ones take over.

use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::DeclarationId;

/// A declaration of an earlier step.
#[derive(Clone, Debug)]
pub struct EarlierDeclaration {
    /// The declaration that the origin of a value names.
    pub id: DeclarationId,
    /// The step that made it, by which rules name it.
    pub step: String,
    /// Our number, the LRN that customs got.
    pub lrn: String,
    /// What customs said of it.
    pub facts: CustomsFacts,
    /// Its document, as it was sent.
    pub document: SingleAdministrativeDocument,
}
