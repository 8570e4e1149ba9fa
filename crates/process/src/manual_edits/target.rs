//! What would a declaration say now? Its formed document, with what persons changed, deduced.

use cas_model::cas_reference::assign_in_document;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::edit::{Edit, Edits, gone_findings, merge};
use cas_model::finding::Finding;
use cas_model::origin::{Origin, Origins};
use jiff::civil::Date;

use super::{claim, renumber};
use crate::deductions::{Deduced, Sources, deduce};
use crate::planning::FormedDeclaration;
use crate::tables::FiredRows;

/// What a declaration would say now.
#[derive(Clone, Debug)]
pub struct TargetDocument {
    /// The document with the edits that could be kept.
    pub document: SingleAdministrativeDocument,
    /// Where its values come from.
    pub origins: Origins,
    /// What persons changed of it, kept or in conflict.
    pub edits: Edits,
    /// What could not be deduced, and edits whose place is gone.
    pub findings: Vec<Finding>,
    /// The rows of tables that fired, if it comes to say so.
    pub fired: FiredRows,
    /// The day as of which it was deduced.
    pub day: Date,
}

impl TargetDocument {
    /// What a formed declaration says with these edits.
    pub fn merge(formed: &FormedDeclaration, edits: &Edits, sources: &Sources<'_>) -> Self {
        let (mut document, mut origins) = (formed.document.clone(), formed.origins.clone());
        let mut edits = edits.clone();
        let Deduced { findings, fired } =
            complete(&mut document, &mut origins, &mut edits, sources);
        Self {
            document,
            origins,
            edits,
            findings,
            fired,
            day: sources.day,
        }
    }
}

/// Deduces a document, and brings to it what persons changed. Done twice, nothing changes the
/// second time.
pub fn complete(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    edits: &mut Edits,
    sources: &Sources<'_>,
) -> Deduced {
    document.settle_classifications();
    let mut deduced = deduce(document, origins, sources);
    document.settle_classifications();
    if edits.is_empty() {
        return deduced;
    }
    // People name elements by references; deductions make elements without.
    assign_in_document(document);
    let merged = merge(edits, document);
    for (collection, position) in &merged.removed_elements {
        let element = collection.index(*position);
        origins.retain(|path, _| !path.is_within(&element));
        origins.element_removed(collection, *position);
    }
    let is_changed = !merged.applied.is_empty() || !merged.removed_elements.is_empty();
    for edit in merged.edits.iter() {
        let path = edit.address.locate(document);
        if let Some(path) = path.filter(|path| merged.applied.contains(path)) {
            claim(origins, document, &path, &edit.by);
        }
    }
    *edits = merged.edits;
    let is_changed = renumber(document, origins, edits) || is_changed;
    if is_changed {
        // What follows from an edit follows from it now.
        document.settle_classifications();
        deduced = deduce(document, origins, sources);
        document.settle_classifications();
    }
    // A field that a person emptied, and that is deduced again, is not the person's any more.
    edits.retain(|edit| edit.after.is_some() || !is_deduced_again(edit, document, origins));
    deduced.findings.extend(gone_findings(&merged.gone));
    deduced
}

fn is_deduced_again(
    edit: &Edit,
    document: &SingleAdministrativeDocument,
    origins: &Origins,
) -> bool {
    let path = edit.address.locate(document);
    let path = path.filter(|path| path.get(document).is_some_and(|field| field.is_present()));
    path.is_some_and(|path| origins.origin_of(&path).is_some_and(Origin::is_deduced))
}
