//! What would a declaration say now? Its formed document, with what persons changed, deduced.

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::edit::{Edits, gone_findings, merge};
use cas_model::finding::Finding;
use cas_model::origin::{Origin, Origins};
use jiff::civil::Date;

use crate::deductions::{Sources, deduce};
use crate::planning::Formed;

/// What a declaration would say now.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// The document.
    pub document: SingleAdministrativeDocument,
    /// Where its values come from.
    pub origins: Origins,
    /// What persons changed of it, kept or in conflict.
    pub edits: Edits,
    /// What could not be deduced, and edits whose place is gone.
    pub findings: Vec<Finding>,
    /// The day as of which it was deduced.
    pub day: Date,
}

impl Target {
    /// What a formed declaration says with these edits.
    pub fn of(formed: &Formed, edits: &Edits, sources: &Sources<'_>) -> Self {
        let (mut document, mut origins) = (formed.document.clone(), formed.origins.clone());
        let mut edits = edits.clone();
        let findings = complete(&mut document, &mut origins, &mut edits, sources);
        Self {
            document,
            origins,
            edits,
            findings,
            day: sources.day,
        }
    }
}

/// Deduces a document, and brings to it what persons changed. Done twice, nothing changes the
/// second time.
pub(super) fn complete(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    edits: &mut Edits,
    sources: &Sources<'_>,
) -> Vec<Finding> {
    let mut findings = deduce(document, origins, sources);
    if edits.is_empty() {
        return findings;
    }
    let merged = merge(edits, document);
    for (collection, position) in &merged.removed_elements {
        origins.element_removed(collection, *position);
    }
    let is_changed = !merged.applied.is_empty() || !merged.removed_elements.is_empty();
    for edit in merged.edits.iter() {
        let path = edit.address.locate(document);
        if let Some(path) = path.filter(|path| merged.applied.contains(path)) {
            claim(origins, path, &edit.by);
        }
    }
    *edits = merged.edits;
    if is_changed {
        // What follows from an edit follows from it now.
        findings = deduce(document, origins, sources);
    }
    findings.extend(gone_findings(&merged.gone));
    findings
}

/// A person says what stands there, whoever said it before.
pub(super) fn claim(origins: &mut Origins, path: FieldPath, person: &str) {
    origins.retain(|at, _| !at.is_within(&path));
    let name = person.to_owned();
    origins.record(path, Origin::Person { name });
}
