//! `casReference`: our id of an element inside a collection, the key of selective updates.
//!
//! A reference is derived from what the element says when it is first seen and from how often the
//! same content occurred before it, so that reading the same document again gives the same
//! references, and a reference to an element that was replaced matches nothing.

use std::collections::{HashMap, HashSet};
use std::io;

use crate::access::{self, ElementsMut, Node};
use crate::elements::{REFERENCE, reference};
use crate::shape::ValueKind;
use crate::written::Canonical;

/// Gives every collection element of a document that has none a reference that is unique in its
/// collection: elements that deductions made become elements that edits find again. Quick where
/// nothing lacks one.
pub fn assign_in_document(document: &mut dyn Node) {
    for (index, field) in document.shape().fields.iter().enumerate() {
        match field.kind {
            ValueKind::Record(_) if document.field(index).is_present() => {
                if let Some(record) = document.record_mut(index) {
                    assign_in_document(record);
                }
            }
            ValueKind::List(_) => {
                if let Some(list) = document.list_mut(index) {
                    each_element(list, assign_in_document);
                    assign_in_list(field.name, list);
                }
            }
            ValueKind::Record(_)
            | ValueKind::Text
            | ValueKind::Decimal
            | ValueKind::Integer
            | ValueKind::Flag
            | ValueKind::Date
            | ValueKind::Instant => {}
        }
    }
}

fn assign_in_list(name: &str, list: &mut dyn ElementsMut) {
    let (mut references, mut lacking) = (References::new(name), false);
    each_element(list, |element| match reference(element) {
        Some(reference) => drop(references.taken.insert(reference.to_owned())),
        None => lacking = true,
    });
    if !lacking {
        return;
    }
    each_element(list, |element| {
        let index = element.shape().index_of(REFERENCE);
        if let (Some(index), None) = (index, reference(element)) {
            let reference = references.free(references.content(element));
            // The field takes text.
            let _ = element.set(index, Some(access::Value::Text(reference)));
        }
    });
}

pub(crate) fn each_element(list: &mut dyn ElementsMut, mut visit: impl FnMut(&mut dyn Node)) {
    for position in 0.. {
        match list.get_mut(position) {
            Some(element) => visit(element),
            None => return,
        }
    }
}

/// The references of one collection.
struct References {
    /// The hash of the collection's name, from which all its references begin.
    begun: u64,
    taken: HashSet<String>,
    /// How often each content occurred: a collection of a thousand equal elements is not looked
    /// through from its beginning for each of them.
    occurred: HashMap<u64, u32>,
}

impl References {
    fn new(name: &str) -> Self {
        Self {
            begun: hashed(BASIS, name.bytes().chain([0])),
            taken: HashSet::new(),
            occurred: HashMap::new(),
        }
    }

    /// The hash of what an element of the collection says.
    fn content(&self, element: &dyn Node) -> u64 {
        let mut content = Fnv(self.begun);
        // The hash takes all bytes, and every document is JSON.
        let _ = serde_json::to_writer(&mut content, &Canonical(element));
        content.0
    }

    /// A reference of the content that no other element has.
    fn free(&mut self, content: u64) -> String {
        let occurrence = self.occurred.entry(content).or_default();
        loop {
            let reference = reference_of(content, *occurrence);
            *occurrence = occurrence.wrapping_add(1);
            if self.taken.insert(reference.clone()) {
                return reference;
            }
        }
    }
}

/// The hash FNV-1a of 64 bits, as a place to write to: nothing that is hashed is kept.
struct Fnv(u64);

impl io::Write for Fnv {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = hashed(self.0, bytes.iter().copied());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// 13 characters of Crockford's base 32 over what was hashed and the occurrence.
fn reference_of(content: u64, occurrence: u32) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let hash = hashed(content, occurrence.to_le_bytes());
    (0..13)
        .map(|digit| ALPHABET[((hash >> (5 * digit)) & 31) as usize] as char)
        .collect()
}

/// Where FNV-1a of 64 bits begins.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// Takes the hash FNV-1a on by these bytes.
fn hashed(hash: u64, bytes: impl IntoIterator<Item = u8>) -> u64 {
    let step = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.into_iter().fold(hash, step)
}
