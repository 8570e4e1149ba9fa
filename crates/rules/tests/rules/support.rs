//! The valid transit, and how the cases of a fixture differ from it.

use std::path::{Path, PathBuf};

use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::{FieldPath, Segment};
use cas_rules::{CodeLists, Context};
use serde_json::{Map, Value, json};

/// The folder of the fixtures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// A JSON file of the fixtures.
pub fn fixture(name: &str) -> Value {
    let path = fixtures().join(name);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The transit in which no rule finds anything, as JSON.
pub fn valid_transit_json() -> Value {
    fixture("valid_transit.json")
}

/// The transit in which no rule finds anything.
pub fn valid_transit() -> SingleAdministrativeDocument {
    document(valid_transit_json())
}

/// A document from its JSON.
pub fn document(json: Value) -> SingleAdministrativeDocument {
    serde_json::from_value(json).expect("the fixture is a document")
}

/// The valid transit with the values of some paths replaced; `null` removes.
pub fn valid_transit_with(changes: &Map<String, Value>) -> SingleAdministrativeDocument {
    let mut json = valid_transit_json();
    for (path, value) in changes {
        put(&mut json, path, value.clone());
    }
    document(json)
}

/// Puts a value at a path, making what is missing on the way; `null` removes what is there.
pub fn put(json: &mut Value, path: &str, value: Value) {
    let path = FieldPath::new(path);
    let segments: Vec<Segment<'_>> = path.segments().collect();
    let (last, above) = segments.split_last().expect("a path of a field");
    let mut at = json;
    for segment in above {
        at = step(at, *segment);
    }
    match (last, value) {
        (Segment::Name(name), Value::Null) => {
            at.as_object_mut().expect("an object").remove(*name);
        }
        (Segment::Index(index), Value::Null) => {
            at.as_array_mut().expect("an array").remove(*index);
        }
        (segment, value) => *step(at, *segment) = value,
    }
}

fn step<'a>(at: &'a mut Value, segment: Segment<'_>) -> &'a mut Value {
    match segment {
        Segment::Name(name) => {
            if at.is_null() {
                *at = json!({});
            }
            at.as_object_mut()
                .expect("an object")
                .entry(name)
                .or_insert(Value::Null)
        }
        Segment::Index(index) => {
            if at.is_null() {
                *at = json!([]);
            }
            let list = at.as_array_mut().expect("an array");
            if index == list.len() {
                list.push(Value::Null);
            }
            &mut list[index]
        }
    }
}

/// A check of a German transit on 1 July 2026 with the built-in lists.
pub fn context(code_lists: &CodeLists) -> Context<'_> {
    Context {
        declaration_type: "transit",
        jurisdiction: "DE",
        today: jiff::civil::date(2026, 7, 1),
        code_lists,
    }
}

/// Whether a path leads to a field of the document, in the spelling of its JSON.
pub fn is_field(document: &SingleAdministrativeDocument, path: &FieldPath) -> bool {
    let mut json = serde_json::to_value(document).expect("a document is JSON");
    put(&mut json, path.as_str(), json!("a text"));
    // A field that takes no text complains of the text, not of being unknown.
    match serde_json::from_value::<SingleAdministrativeDocument>(json) {
        Ok(_) => true,
        Err(error) => !error.to_string().contains("unknown field"),
    }
}
