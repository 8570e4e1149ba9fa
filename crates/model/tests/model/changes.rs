//! Documents and later versions of them: scalars written and cleared, elements added, removed and
//! moved.

use std::collections::HashSet;

use cas_model::assign_in_document;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::shape::{Shape, ValueKind};
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::documents::{Write, any_record, any_writes, write_all};

/// Choices that depend on a seed only.
pub struct Dice(pub u64);

impl Dice {
    pub fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_041);
        (self.0 >> 33) % sides
    }
}

/// Which elements of a document and its later versions have references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum References {
    /// All, in all versions.
    All,
    /// None.
    None,
    /// Next to none in the first version, all in the later ones.
    Later,
}

/// A document and two later versions, the second made of the first.
#[derive(Clone, Debug)]
pub struct Versions {
    pub references: References,
    pub first: SingleAdministrativeDocument,
    pub second: SingleAdministrativeDocument,
    pub third: SingleAdministrativeDocument,
}

/// A document in which no reference is there twice in its collection.
pub fn any_document() -> impl Strategy<Value = SingleAdministrativeDocument> {
    any_record(0..60).prop_map(|document: SingleAdministrativeDocument| {
        let mut json = serde_json::to_value(document).expect("documents are JSON");
        tell_apart(&mut json);
        serde_json::from_value(json).expect("a document")
    })
}

fn tell_apart(value: &mut Value) {
    match value {
        Value::Object(record) => record.values_mut().for_each(tell_apart),
        Value::Array(elements) => {
            let mut seen = HashSet::new();
            for element in elements {
                if !seen.insert(element["casReference"].clone()) {
                    let element = element.as_object_mut().expect("an object");
                    element.remove("casReference");
                }
                tell_apart(element);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

pub fn any_versions() -> impl Strategy<Value = Versions> {
    let references = prop_oneof![
        Just(References::All),
        Just(References::None),
        Just(References::Later)
    ];
    references.prop_flat_map(any_versions_with)
}

pub fn any_versions_with(references: References) -> impl Strategy<Value = Versions> {
    let change = || (any::<u64>(), any_writes(0..6));
    (any_document(), change(), change()).prop_map(move |(first, second, third)| {
        let finish = |document: SingleAdministrativeDocument, earlier: bool| match references {
            References::All => with_references(&document),
            References::Later if !earlier => with_references(&document),
            References::None => without_references(&document),
            References::Later => document,
        };
        let first = finish(first, true);
        let second = finish(later(&first, &second), false);
        let third = finish(later(&second, &third), false);
        Versions {
            references,
            first,
            second,
            third,
        }
    })
}

pub fn with_references(document: &SingleAdministrativeDocument) -> SingleAdministrativeDocument {
    let mut document = document.clone();
    assign_in_document(&mut document);
    document
}

fn without_references(document: &SingleAdministrativeDocument) -> SingleAdministrativeDocument {
    let mut json = serde_json::to_value(document).expect("documents are JSON");
    remove_references(&mut json);
    serde_json::from_value(json).expect("a document")
}

fn remove_references(value: &mut Value) {
    match value {
        Value::Object(record) => {
            record.remove("casReference");
            record.values_mut().for_each(remove_references);
        }
        Value::Array(elements) => elements.iter_mut().for_each(remove_references),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The document with elements of all collections moved.
pub fn moved(document: &SingleAdministrativeDocument, seed: u64) -> SingleAdministrativeDocument {
    change(document, &mut Dice(seed), Changes::Moves)
}

fn later(
    document: &SingleAdministrativeDocument,
    (seed, writes): &(u64, Vec<Write>),
) -> SingleAdministrativeDocument {
    let mut later = change(document, &mut Dice(*seed), Changes::Any);
    write_all(&mut later, writes);
    later
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Changes {
    Moves,
    Any,
}

fn change(
    document: &SingleAdministrativeDocument,
    dice: &mut Dice,
    changes: Changes,
) -> SingleAdministrativeDocument {
    let mut json = serde_json::to_value(document).expect("documents are JSON");
    let record = json.as_object_mut().expect("an object");
    change_record(SingleAdministrativeDocument::shape(), record, dice, changes);
    serde_json::from_value(json).expect("a document")
}

fn change_record(
    shape: &'static Shape,
    record: &mut Map<String, Value>,
    dice: &mut Dice,
    changes: Changes,
) {
    let names: Vec<String> = record.keys().cloned().collect();
    for name in names {
        let index = shape.index_of(&name).expect("a field");
        let any = changes == Changes::Any && name != "casReference";
        if any && dice.throw(12) == 0 {
            record.remove(&name);
            continue;
        }
        match (shape.fields[index].kind, &mut record[&name]) {
            (ValueKind::Record(shape), Value::Object(below)) => {
                change_record(shape(), below, dice, changes);
            }
            (ValueKind::List(shape), Value::Array(elements)) => {
                change_list(shape(), elements, dice, changes);
            }
            (ValueKind::Text, text) if any && dice.throw(8) == 0 => *text = Value::from("changed"),
            (ValueKind::Decimal, number) if any && dice.throw(8) == 0 => *number = Value::from(7),
            _ => {}
        }
    }
}

fn change_list(
    shape: &'static Shape,
    elements: &mut Vec<Value>,
    dice: &mut Dice,
    changes: Changes,
) {
    for element in elements.iter_mut() {
        change_record(
            shape,
            element.as_object_mut().expect("an object"),
            dice,
            changes,
        );
    }
    let number = elements.len() as u64;
    let rotation = usize::try_from(dice.throw(number + 1)).expect("small");
    match dice.throw(4) {
        0 if changes == Changes::Any => {
            elements.remove(rotation.min(elements.len() - 1));
        }
        1 if changes == Changes::Any => {
            let mut copy = elements[0].clone();
            copy.as_object_mut()
                .expect("an object")
                .remove("casReference");
            elements.insert(rotation, copy);
        }
        _ => elements.rotate_left(rotation),
    }
}
