//! What would a declaration say now? Its formed document, with what persons changed, deduced.

use std::collections::HashMap;

use cas_model::FieldPath;
use cas_model::cas_reference::assign_in_document;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::edit::{Edit, Edits, gone_findings, merge};
use cas_model::finding::Finding;
use cas_model::origin::{Origin, Origins};
use jiff::civil::Date;

use crate::deductions::{Sources, deduce};
use crate::planning::Formed;

const ITEMS: &str = "goodsShipment.governmentAgencyGoodsItems";

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
    document.settle_classifications();
    let mut findings = deduce(document, origins, sources);
    document.settle_classifications();
    if edits.is_empty() {
        return findings;
    }
    // People name elements by references; deductions make elements without.
    assign_in_document(document);
    let merged = merge(edits, document);
    for (collection, position) in &merged.removed_elements {
        let element = collection.index(*position);
        origins.retain(|at, _| !at.is_within(&element));
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
        findings = deduce(document, origins, sources);
        document.settle_classifications();
    }
    // A field that a person emptied, and that is deduced again, is not the person's any more.
    edits.retain(|edit| edit.after.is_some() || !is_deduced_again(edit, document, origins));
    findings.extend(gone_findings(&merged.gone));
    findings
}

fn is_deduced_again(
    edit: &Edit,
    document: &SingleAdministrativeDocument,
    origins: &Origins,
) -> bool {
    let path = edit.address.locate(document);
    let path = path.filter(|path| path.get(document).is_some_and(|field| field.is_present()));
    path.is_some_and(|path| origins.of(&path).is_some_and(Origin::is_deduced))
}

/// Items that were added or removed by hand: the others are numbered without gaps again, and what
/// names items by their numbers follows. Returns whether anything was changed.
pub(crate) fn renumber(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    edits: &Edits,
) -> bool {
    let is_item = |edit: &Edit| {
        let collection = edit.address.collection();
        collection.is_some_and(|collection| collection.as_str() == ITEMS)
    };
    let Some(shipment) = document.goods_shipment.as_deref_mut() else {
        return false;
    };
    let items = &mut shipment.government_agency_goods_items;
    let is_numbered = items.iter().any(|item| item.seq_num.is_some());
    let in_order = items
        .iter()
        .zip(1..)
        .all(|(item, number)| item.seq_num == Some(number));
    if !edits.iter().any(is_item) || !is_numbered || in_order {
        return false;
    }
    let mut numbers = HashMap::new();
    let mut renumbered = Vec::new();
    for (position, (item, number)) in items.iter_mut().zip(1..).enumerate() {
        let before = item.seq_num.replace(number);
        numbers.extend(before.map(|before| (before, number)));
        if before != Some(number) {
            renumbered.push(FieldPath::from(ITEMS).index(position).field("seqNum"));
        }
    }
    let equipment = shipment.consignment.as_deref_mut();
    for one in equipment
        .into_iter()
        .flat_map(|consignment| &mut consignment.transport_equipments)
    {
        one.goods_references.retain_mut(|reference| {
            let now = reference.seq_num.and_then(|number| numbers.get(&number));
            reference.seq_num = now.copied();
            now.is_some()
        });
    }
    // Numbers that were deduced are deduced again.
    renumbered.retain(|path| !origins.of(path).is_some_and(Origin::is_deduced));
    origins.forget(&renumbered.iter().cloned().collect());
    origins.record_all(renumbered, Origin::Generated);
    true
}

/// A person says what stands at a path, whoever said it before. What a person changes within a
/// deduced collection makes the collection the person's: deductions fill collections whole.
pub(crate) fn claim(
    origins: &mut Origins,
    document: &SingleAdministrativeDocument,
    path: &FieldPath,
    person: &str,
) {
    let by = || Origin::Person {
        name: person.to_owned(),
    };
    if let Some(collection) = deduced_collection(origins, path) {
        let length = collection
            .get(document)
            .and_then(|field| field.list())
            .map_or(0, |l| l.len());
        let elements = (0..length).map(|position| collection.index(position));
        let deduced: Vec<FieldPath> = elements
            .filter(|element| origins.of(element).is_some_and(Origin::is_deduced))
            .collect();
        origins.retain(|at, origin| !(origin.is_deduced() && at.is_within(&collection)));
        origins.record_all(deduced, by());
    }
    origins.retain(|at, _| !at.is_within(path));
    origins.record(path.clone(), by());
}

/// The outermost collection that a path goes through and whose element there was deduced.
fn deduced_collection(origins: &Origins, path: &FieldPath) -> Option<FieldPath> {
    let text = path.as_str();
    let ends = text.match_indices(']').map(|(at, _)| at + 1);
    let elements = ends.filter_map(|end| text.get(..end)).map(FieldPath::from);
    let mut deduced = elements.filter(|at| origins.of(at).is_some_and(Origin::is_deduced));
    deduced.next()?.element().map(|(collection, _)| collection)
}
