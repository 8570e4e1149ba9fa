//! Taking an edit over into the declaration, with who said what of it.

use cas_model::FieldPath;
use cas_model::difference::Difference;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::origin::{Origin, Origins};
use serde_json::Value;

use super::{EditResult, renumber};
use crate::declaration::DeclarationState;

/// The most changed places that a history entry names.
const NAMED: usize = 20;

/// Puts the edited document in the place of the one before, with who said what of it.
pub fn take_over(state: &mut DeclarationState, edited: EditResult, by: &str, now: jiff::Timestamp) {
    let EditResult {
        before,
        after,
        differences,
        update,
        ..
    } = edited;
    let noted: Vec<Difference> = differences
        .iter()
        .map(|difference| as_given(difference, &state.origins))
        .collect();
    state.edits.note(&noted, by, now, &after);
    state.edits.settle(&update);
    let edits = state.edits.clone();
    let (document, origins) = state.edit();
    origins.follow(&before, &after);
    *document = after;
    for difference in &differences {
        match difference.after {
            Some(_) => claim(origins, document, &difference.path, by),
            // Nothing stands there now, whoever said it.
            None if difference.address.is_element() => {}
            None => origins.retain(|path, _| !path.is_within(&difference.path)),
        }
    }
    renumber(document, origins, &edits);
}

/// An element that was removed, without what was deduced of it: that may change and says nothing of
/// what the person did not want.
fn as_given(difference: &Difference, origins: &Origins) -> Difference {
    let mut difference = difference.clone();
    if difference.after.is_none()
        && difference.address.is_element()
        && let Some(before) = &mut difference.before
    {
        leave_given(before, &difference.path, origins);
    }
    difference
}

fn leave_given(value: &mut Value, path: &FieldPath, origins: &Origins) {
    match value {
        Value::Object(fields) => fields.retain(|name, value| {
            leave_given(value, &path.field(name), origins);
            !value.is_null()
        }),
        Value::Array(elements) => {
            for (position, element) in elements.iter_mut().enumerate() {
                leave_given(element, &path.index(position), origins);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let origin = origins.origin_of(path);
            if origin.is_some_and(|origin| origin.is_deduced() || *origin == Origin::Generated) {
                *value = Value::Null;
            }
        }
    }
}

/// The places that were changed, for the history.
#[must_use]
pub fn named(edited: &EditResult) -> String {
    let places = edited
        .differences
        .iter()
        .map(|difference| difference.address.as_str());
    let mut shown = places.clone().take(NAMED).collect::<Vec<_>>().join(", ");
    let more = places.count().saturating_sub(NAMED);
    if more > 0 {
        shown.push_str(&format!(" and {more} more"));
    }
    shown
}

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
            .filter(|element| origins.origin_of(element).is_some_and(Origin::is_deduced))
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
        elements.filter(|element| origins.origin_of(element).is_some_and(Origin::is_deduced));
    deduced.next()?.element().map(|(collection, _)| collection)
}
