//! Selective updates: what does a caller mean who sends only some of a document?
//!
//! A field that is absent stays; `null` clears it. A collection whose elements have no
//! `casReference` replaces the whole collection; an element with one updates just that element, by
//! these same rules, at any depth. An element with `"$add": true` is added behind the others, which
//! keep their references; one with a `casReference` and `"$remove": true` is removed. What mixes
//! these with elements that have neither, names an element that is not there or names one twice, has
//! an unknown field or a wrong type is refused with its path, and nothing changes. Applying an
//! update twice gives what applying it once gives; so does one that adds, where what it adds has a
//! `casReference`: an element that is there is updated.
//!
//! A [`Patch`] stays a tree, since absence and `null` mean different things in it.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::access::{ElementsMut, Field, Node};
use crate::assign_in_document;
use crate::cas_reference::each_element;
use crate::elements::{self, ADD, REFERENCE, REMOVE};
use crate::field_path::FieldPath;
use crate::secret_fields;
use crate::shape::{Shape, ValueKind};
use crate::structure::{self, StructureError};
use crate::written::{scalar, written_record};

/// A selective update of a record whose structure was checked, in its canonical form. Only the
/// check makes one.
#[derive(Clone)]
pub struct Patch {
    shape: &'static Shape,
    /// A JSON object, as the check left it.
    update: Value,
}

impl Patch {
    /// Checks an update of a record of this shape and brings it to its canonical form.
    ///
    /// # Errors
    /// Every structural error of the update, in document order.
    pub fn check(shape: &'static Shape, mut update: Value) -> Result<Self, Vec<StructureError>> {
        structure::check_update(shape, &mut update)?;
        Ok(Self { shape, update })
    }

    /// A patch that was checked before it was kept.
    ///
    /// # Errors
    /// When the text is no JSON.
    pub fn from_stored(shape: &'static Shape, text: &str) -> serde_json::Result<Self> {
        let update = serde_json::from_str(text)?;
        Ok(Self { shape, update })
    }

    /// The text that the update sends for a field of the record itself.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.update.get(field)?.as_str()
    }

    /// The update as JSON, canonical.
    #[must_use]
    pub fn as_json(&self) -> &Value {
        &self.update
    }

    pub(crate) fn as_json_mut(&mut self) -> &mut Value {
        &mut self.update
    }

    /// The same update, with what a document holds in the place of masks that were sent back.
    ///
    /// # Errors
    /// Masks in whose place the document holds nothing.
    pub fn with_kept_secrets<T: Node>(&self, document: &T) -> Result<Self, Vec<StructureError>> {
        if secret_fields::masks(&self.update).is_empty() {
            return Ok(self.clone());
        }
        let mut update = self.update.clone();
        secret_fields::restore(&mut update, &Value::Object(written_record(document)));
        structure::no_masks(&update)?;
        Ok(Self {
            shape: self.shape,
            update,
        })
    }

    /// The same update, saying this for a text field of the record itself.
    pub(crate) fn set_text(&mut self, field: &str, text: String) {
        if let Value::Object(update) = &mut self.update {
            update.insert(field.to_owned(), Value::String(text));
        }
    }

    /// The document with the update applied, each element with its reference.
    ///
    /// # Errors
    /// Everything of the update that does not fit the document.
    pub fn apply_to<T: Node + Clone>(&self, document: &T) -> Result<T, Vec<StructureError>> {
        let mut after = document.clone();
        self.change(&mut after, Elements::Known)?;
        Ok(after)
    }

    /// The document that the update makes where there is none. Elements keep the references that
    /// they were given.
    ///
    /// # Errors
    /// Everything of the update that does not fit a new document.
    pub fn make<T: Node + Default>(&self) -> Result<T, Vec<StructureError>> {
        let mut document = T::default();
        self.change(&mut document, Elements::New)?;
        Ok(document)
    }

    /// Changes a document; one that is refused is half changed.
    pub(crate) fn change(
        &self,
        document: &mut dyn Node,
        elements: Elements,
    ) -> Result<(), Vec<StructureError>> {
        let mut change = Change {
            errors: Vec::new(),
            elements,
        };
        debug_assert!(std::ptr::eq(document.shape(), self.shape));
        change.element(document, &self.update, &FieldPath::root());
        if !change.errors.is_empty() {
            return Err(change.errors);
        }
        assign_in_document(document);
        Ok(())
    }
}

impl fmt::Debug for Patch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut patch = formatter.debug_struct("Patch");
        patch.field("shape", &self.shape.name);
        patch.field("update", &self.update).finish()
    }
}

impl Serialize for Patch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.update.serialize(serializer)
    }
}

/// Which elements an update may name by a reference.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Elements {
    /// Those that are there.
    Known,
    /// Any: the document is new.
    New,
}

struct Change {
    errors: Vec<StructureError>,
    elements: Elements,
}

impl Change {
    fn error(&mut self, path: FieldPath, message: impl Into<String>) {
        self.errors.push(StructureError {
            path,
            message: message.into(),
        });
    }

    fn record(&mut self, record: &mut dyn Node, update: &Map<String, Value>, path: &FieldPath) {
        for (name, value) in update {
            if let Some(index) = record.shape().index_of(name) {
                self.field(record, index, value, &path.field(name));
            }
        }
    }

    fn field(&mut self, record: &mut dyn Node, index: usize, update: &Value, path: &FieldPath) {
        let kind = record.shape().fields[index].kind;
        let changed = match (kind, update) {
            (_, Value::Null) => record.set(index, None),
            (ValueKind::Record(_), Value::Object(update)) => {
                if let Some(below) = record.record_mut(index) {
                    self.record(below, update, path);
                }
                match record.field(index) {
                    Field::Record(below) if says_nothing(below) => record.set(index, None),
                    _ => Ok(()),
                }
            }
            (ValueKind::List(_), Value::Array(update)) => {
                self.list(record, index, update, path);
                Ok(())
            }
            (_, update) => record.set(index, scalar(update)),
        };
        if let Err(error) = changed {
            self.error(path.clone(), error.to_string());
        }
    }

    fn list(&mut self, record: &mut dyn Node, index: usize, update: &[Value], path: &FieldPath) {
        let named = update.iter().filter(|element| elements::is_single(element));
        let named = named.count();
        if named > 0 && named < update.len() {
            let message = "mixes elements with and without casReference; send all elements without \
                           it to replace the collection, or only elements with it, and those to be \
                           added with \"$add\": true";
            return self.error(path.clone(), message);
        }
        if named == 0 {
            // Emptying fits every kind.
            let _ = record.set(index, None);
        }
        let Some(list) = record.list_mut(index) else {
            return;
        };
        if named > 0 {
            return self.elements(list, update, path);
        }
        for (position, element) in update.iter().enumerate() {
            self.element(list.push(), element, &path.index(position));
        }
    }

    /// Updates, adds and removes single elements.
    fn elements(&mut self, list: &mut dyn ElementsMut, update: &[Value], path: &FieldPath) {
        let positions = positions(list);
        let mut seen = HashSet::with_capacity(update.len());
        let mut removed = Vec::new();
        for (index, element) in update.iter().enumerate() {
            let at = path.index(index);
            let is_added = element.get(ADD).is_some() || self.elements == Elements::New;
            let Some(name) = reference(element) else {
                self.element(list.push(), element, &at);
                continue;
            };
            if !seen.insert(name) {
                let message = format!("{name} is named twice; send it once");
                self.error(at.field(REFERENCE), message);
                continue;
            }
            let known = positions.get(name).copied();
            match known.and_then(|known| list.get_mut(known)) {
                Some(_) if element.get(REMOVE).is_some() => removed.extend(known),
                Some(known) => self.element(known, element, &at),
                None if is_added && element.get(REMOVE).is_none() => {
                    self.element(list.push(), element, &at);
                }
                None => {
                    let message =
                        format!("there is no element {name} in this collection; read it again");
                    self.error(at.field(REFERENCE), message);
                }
            }
        }
        removed.sort_unstable();
        removed
            .iter()
            .rev()
            .for_each(|position| list.remove(*position));
    }

    fn element(&mut self, element: &mut dyn Node, update: &Value, at: &FieldPath) {
        // What was checked is an object.
        if let Value::Object(update) = update {
            self.record(element, update, at);
        }
    }
}

/// Where the first element of each reference stands.
fn positions(list: &mut dyn ElementsMut) -> HashMap<String, usize> {
    let (mut positions, mut position) = (HashMap::new(), 0);
    each_element(list, |element| {
        if let Some(reference) = elements::reference(element) {
            positions.entry(reference.to_owned()).or_insert(position);
        }
        position += 1;
    });
    positions
}

fn reference(element: &Value) -> Option<&str> {
    element.get(REFERENCE)?.as_str()
}

/// Whether no field of a record is there after an update: it is left out then.
fn says_nothing(record: &dyn Node) -> bool {
    (0..record.shape().fields.len()).all(|index| match record.field(index) {
        Field::Absent => true,
        Field::List(list) => list.is_empty(),
        Field::Text(_)
        | Field::Decimal(_)
        | Field::Integer(_)
        | Field::Flag(_)
        | Field::Date(_)
        | Field::Instant(_)
        | Field::Record(_) => false,
    })
}
