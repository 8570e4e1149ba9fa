//! Emptying what deductions filled before, so that they start from what was given.

use std::collections::BTreeSet;
use std::ops::Bound;

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_model::origin::Origins;

/// Empties what deductions filled, except where someone gave a value below it since.
pub fn clear_deduced(document: &mut SingleAdministrativeDocument, origins: &mut Origins) {
    let (mut deduced, mut given) = (Vec::new(), BTreeSet::new());
    for group in origins.groups() {
        let paths = group.paths.iter().cloned();
        match group.origin.is_deduced() {
            true => deduced.extend(paths),
            false => given.extend(paths),
        }
    }
    let (elements, fields): (Vec<FieldPath>, Vec<FieldPath>) = deduced
        .into_iter()
        .partition(|path| path.element().is_some());
    for path in &fields {
        match holds_given(&given, path) {
            false => path.clear(document),
            true => clear_element(document, path, origins),
        }
    }
    origins.retain(|_, origin| !origin.is_deduced());
    remove_elements(document, elements, &given, origins);
}

/// Elements go last and from the end, so that those before them keep their places.
fn remove_elements(
    document: &mut SingleAdministrativeDocument,
    elements: Vec<FieldPath>,
    given: &BTreeSet<FieldPath>,
    origins: &mut Origins,
) {
    let mut places: Vec<(FieldPath, usize)> = elements
        .iter()
        .filter(|path| !holds_given(given, path))
        .filter_map(FieldPath::element)
        .collect();
    places.sort_by(|a, b| b.cmp(a));
    for (collection, position) in places {
        collection.index(position).clear(document);
        origins.element_removed(&collection, position);
    }
}

/// Whether someone gave a value below a path.
fn holds_given(given: &BTreeSet<FieldPath>, path: &FieldPath) -> bool {
    given
        .range((Bound::Excluded(path.clone()), Bound::Unbounded))
        .take_while(|below| below.as_str().starts_with(path.as_str()))
        .any(|below| below.is_within(path))
}

/// Empties the deduced values below a path, one by one.
fn clear_element(document: &mut SingleAdministrativeDocument, path: &FieldPath, origins: &Origins) {
    let mut scalars = Vec::new();
    each_scalar(document, &FieldPath::root(), &mut |scalar, _| {
        let origin = origins.origin_of(scalar).filter(|_| scalar.is_within(path));
        if origin.is_some_and(|origin| origin.is_deduced()) {
            scalars.push(scalar.clone());
        }
    });
    for scalar in scalars {
        scalar.clear(document);
    }
}
