//! A person says what stands at a path, whoever said it before.

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::origin::{Origin, Origins};

/// A person says what stands at a path, whoever said it before. What a person changes within a
/// deduced collection makes the collection the person's: deductions fill collections whole.
pub fn claim(
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
        origins.retain(|known, origin| !(origin.is_deduced() && known.is_within(&collection)));
        origins.record_all(deduced, by());
    }
    origins.retain(|known, _| !known.is_within(path));
    origins.record(path.clone(), by());
}

/// The outermost collection that a path goes through and whose element there was deduced.
fn deduced_collection(origins: &Origins, path: &FieldPath) -> Option<FieldPath> {
    let text = path.as_str();
    let ends = text.match_indices(']').map(|(at, _)| at + 1);
    let elements = ends.filter_map(|end| text.get(..end)).map(FieldPath::from);
    let mut deduced =
        elements.filter(|element| origins.of(element).is_some_and(Origin::is_deduced));
    deduced.next()?.element().map(|(collection, _)| collection)
}
