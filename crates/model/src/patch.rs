//! Selective updates: what does a caller mean who sends only some of a document?
//!
//! A field that is absent stays; `null` clears it. A collection whose elements have no
//! `casReference` replaces the whole collection; an element with one updates just that element, by
//! these same rules, at any depth. What mixes both, names an element that is not there or names one
//! twice, has an unknown field or a wrong type is refused with its path, and nothing changes.
//! Applying an update twice gives what applying it once gives.

use serde_json::{Map, Value};

use crate::assign_cas_references;
use crate::field_path::FieldPath;
use crate::shape::{Kind, Shape};
use crate::structure::{self, StructureError};

const REFERENCE: &str = "casReference";

/// Applies an update to a document, or makes a document of it where there is none. In a document
/// that is new, elements keep the references they were given.
///
/// # Errors
/// Everything that is wrong with the update; the document is as it was.
pub fn apply(
    shape: &'static Shape,
    current: Option<&Value>,
    mut update: Value,
) -> Result<Value, Vec<StructureError>> {
    structure::check_update(shape, &mut update)?;
    let mut patch = Patch {
        errors: Vec::new(),
        is_new: current.is_none(),
    };
    let mut document = current
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    patch.record(shape, &mut document, update, &FieldPath::root());
    if !patch.errors.is_empty() {
        return Err(patch.errors);
    }
    let mut document = Value::Object(document);
    assign_cas_references(shape, &mut document);
    Ok(document)
}

struct Patch {
    errors: Vec<StructureError>,
    is_new: bool,
}

impl Patch {
    fn error(&mut self, path: FieldPath, message: impl Into<String>) {
        self.errors.push(StructureError {
            path,
            message: message.into(),
        });
    }

    fn record(
        &mut self,
        shape: &'static Shape,
        current: &mut Map<String, Value>,
        update: Value,
        path: &FieldPath,
    ) {
        let Value::Object(update) = update else {
            return;
        };
        for (name, value) in update {
            let Some(index) = shape.index_of(&name) else {
                continue;
            };
            let before = current.remove(&name);
            let after = self.field(shape.fields[index].kind, before, value, &path.field(&name));
            if !is_nothing(&after) {
                current.insert(name, after);
            }
        }
    }

    fn field(
        &mut self,
        kind: Kind,
        current: Option<Value>,
        update: Value,
        path: &FieldPath,
    ) -> Value {
        match kind {
            _ if update.is_null() => Value::Null,
            Kind::Record(shape) => {
                let mut record = object_of(current);
                self.record(shape(), &mut record, update, path);
                Value::Object(record)
            }
            Kind::List(shape) => {
                let current = match current {
                    Some(Value::Array(elements)) => elements,
                    Some(_) | None => Vec::new(),
                };
                let update = match update {
                    Value::Array(elements) => elements,
                    other => vec![other],
                };
                Value::Array(self.list(shape(), current, update, path))
            }
            Kind::Text
            | Kind::Decimal
            | Kind::Integer
            | Kind::Flag
            | Kind::Date
            | Kind::Instant => update,
        }
    }

    fn list(
        &mut self,
        shape: &'static Shape,
        mut current: Vec<Value>,
        update: Vec<Value>,
        path: &FieldPath,
    ) -> Vec<Value> {
        let named = update.iter().filter(|element| reference(element).is_some());
        let named = named.count();
        if named == 0 {
            let elements = update.into_iter().enumerate();
            return elements
                .map(|(index, element)| self.new_element(shape, element, &path.index(index)))
                .collect();
        }
        if named < update.len() {
            let message = "mixes elements with and without casReference; send all elements without \
                           it to replace the collection, or only elements with it";
            self.error(path.clone(), message);
            return current;
        }
        let mut seen = Vec::with_capacity(named);
        for (index, element) in update.into_iter().enumerate() {
            let at = path.index(index);
            let name = reference(&element).unwrap_or_default().to_owned();
            if seen.contains(&name) {
                self.error(
                    at.field(REFERENCE),
                    format!("{name} is named twice; send it once"),
                );
                continue;
            }
            self.element(shape, &mut current, element, &at);
            seen.push(name);
        }
        current
    }

    /// Updates the element of a reference.
    fn element(
        &mut self,
        shape: &'static Shape,
        current: &mut Vec<Value>,
        update: Value,
        at: &FieldPath,
    ) {
        let name = reference(&update).unwrap_or_default().to_owned();
        let known = current
            .iter_mut()
            .find(|known| reference(known) == Some(&*name));
        match known {
            Some(known) => {
                let mut record = object_of(Some(known.take()));
                self.record(shape, &mut record, update, at);
                *known = Value::Object(record);
            }
            None if self.is_new => {
                let element = self.new_element(shape, update, at);
                current.push(element);
            }
            None => {
                let message =
                    format!("there is no element {name} in this collection; read it again");
                self.error(at.field(REFERENCE), message);
            }
        }
    }

    fn new_element(&mut self, shape: &'static Shape, element: Value, at: &FieldPath) -> Value {
        let mut record = Map::new();
        self.record(shape, &mut record, element, at);
        Value::Object(record)
    }
}

fn reference(element: &Value) -> Option<&str> {
    element.get(REFERENCE)?.as_str()
}

fn object_of(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(object)) => object,
        Some(_) | None => Map::new(),
    }
}

/// Whether a field holds nothing after an update: it is left out then.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
