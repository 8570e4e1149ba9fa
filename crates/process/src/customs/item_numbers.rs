//! By which numbers does customs know the items of an amended declaration?
//!
//! A system that keeps the numbers of items is told those, in the amendment and in what it is
//! compared with; a document that is only prepared counts its items without gaps.

use cas_gateway::Registry;
use cas_model::FieldPath;
use cas_model::cas_reference::assign_in_document;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::item_numbers::keep_item_numbers;
use cas_model::origin::Origin;

use crate::declaration::DeclarationState;

/// Gives the items of a document the numbers that customs has for them, where the declaration's
/// system keeps those. Returns the fields that were set.
pub fn number_as_customs(
    registry: &Registry,
    state: &DeclarationState,
    document: &mut SingleAdministrativeDocument,
) -> Vec<FieldPath> {
    let system = registry.get(&state.row.system);
    let keeps = system.is_some_and(|system| system.capabilities().keeps_item_numbers);
    if !keeps || state.row.lodged_revision.is_none() {
        return Vec::new();
    }
    let mut lodged = state.lodged_document().clone();
    assign_in_document(&mut lodged);
    keep_item_numbers(&lodged, document)
}

/// Numbers the items of an amendment that is about to be sent. The numbers are calculated: the
/// next amendment begins with its own.
pub(super) fn settle(registry: &Registry, state: &mut DeclarationState) {
    let mut document = state.document.clone();
    assign_in_document(&mut document);
    let set = number_as_customs(registry, state, &mut document);
    if set.is_empty() {
        return;
    }
    let (current, origins) = state.edit();
    *current = document;
    origins.forget(&set.iter().cloned().collect());
    let calculated = Origin::Calculation {
        name: "itemNumbers".to_owned(),
        detail: "the numbers that customs has for the items".to_owned(),
    };
    origins.record_all(set, calculated);
}
