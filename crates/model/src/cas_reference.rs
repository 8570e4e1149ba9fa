//! `casReference`: our id of an element inside a collection, the key of selective updates.
//!
//! A reference is derived from what the element says when it is first seen and from how often the
//! same content occurred before it, so that reading the same document again gives the same
//! references, and a reference to an element that was replaced matches nothing.

use serde_json::{Map, Value};

use crate::shape::{Kind, Shape};

const REFERENCE: &str = "casReference";

/// Gives every collection element of a document that has none a reference that is unique in its
/// collection.
pub fn assign_cas_references(shape: &'static Shape, document: &mut Value) {
    let Value::Object(object) = document else {
        return;
    };
    for field in &shape.fields {
        match (field.kind, object.get_mut(field.name)) {
            (Kind::Record(record), Some(value)) => assign_cas_references(record(), value),
            (Kind::List(element), Some(Value::Array(elements))) => {
                for value in elements.iter_mut() {
                    assign_cas_references(element(), value);
                }
                assign_in_collection(field.name, elements);
            }
            _ => {}
        }
    }
}

fn assign_in_collection(name: &str, elements: &mut [Value]) {
    let mut taken: std::collections::HashSet<String> = elements
        .iter()
        .filter_map(|element| element.get(REFERENCE)?.as_str().map(str::to_owned))
        .collect();
    for element in elements {
        let Value::Object(object) = element else {
            continue;
        };
        if object.contains_key(REFERENCE) {
            continue;
        }
        let content = serde_json::to_string(&sorted(object)).unwrap_or_default();
        let reference = (0u32..)
            .map(|occurrence| reference_of(name, &content, occurrence))
            .find(|reference| !taken.contains(reference))
            .unwrap_or_default();
        taken.insert(reference.clone());
        object.insert(REFERENCE.to_owned(), Value::String(reference));
    }
}

/// The object with its names in order, whatever order they were sent in.
fn sorted(object: &Map<String, Value>) -> std::collections::BTreeMap<&String, &Value> {
    object.iter().collect()
}

/// 13 characters of Crockford's base 32 over FNV-1a 64.
fn reference_of(name: &str, content: &str, occurrence: u32) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let number = occurrence.to_le_bytes();
    for byte in name.bytes().chain([0]).chain(content.bytes()).chain(number) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (0..13)
        .map(|digit| ALPHABET[((hash >> (5 * digit)) & 31) as usize] as char)
        .collect()
}
