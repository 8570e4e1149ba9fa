//! Records of the document under construction, by where they stand.

use std::borrow::Cow;

use cas_model::access::{Elements, Field, Node, Value};
use cas_model::shape::ValueKind;

use super::reader::Reader;
use crate::table::compile::{Check, PathStep, Route};
use crate::table::place::along;

/// Where a record stands in the document: the fields from the root on.
#[derive(Clone, Debug, Default)]
pub(super) struct At(Vec<Hop>);

/// From a record into one of its fields, and there into the element of a list.
#[derive(Clone, Copy, Debug)]
struct Hop {
    field: usize,
    element: Option<usize>,
}

impl At {
    pub fn root() -> Self {
        Self::default()
    }

    /// The position of the record in its list, from 1.
    pub fn position(&self) -> usize {
        let element = self.0.last().and_then(|hop| hop.element);
        element.map_or(1, |index| index + 1)
    }
}

impl Reader<'_> {
    pub fn field(&self, route: &Route, at: &At) -> Field<'_> {
        let start = match route.from_document {
            true => Some(&*self.document as &dyn Node),
            false => node_at(self.document, at),
        };
        start.map_or(Field::Absent, |node| along(node, &route.steps))
    }

    pub fn holds(&self, check: &Check, at: &At) -> bool {
        let field = self.field(&check.route, at);
        check.test.holds(field)
    }

    /// The place of the record that an element is read into, made where it is not there: the next
    /// of a list.
    pub fn enter(&mut self, route: &Route, at: &At) -> Option<At> {
        let mut place = match route.from_document {
            true => At::root(),
            false => at.clone(),
        };
        let mut node = node_at_mut(self.document, &place)?;
        for step in &route.steps {
            let hop;
            (node, hop) = enter_step(node, step)?;
            place.0.push(hop);
        }
        Some(place)
    }

    /// Has the element of a joined list name the record that it was found in.
    pub fn join(&mut self, from: &Route, record: &At, element: &At) {
        let Some(join) = &from.join else { return };
        let Some(key) = self.field(&join.key, record).text().map(Cow::into_owned) else {
            return;
        };
        if let Some(node) = node_at_mut(self.document, element) {
            // The field is a text: it names a key.
            let _ = node.set(join.names, Some(Value::Text(key)));
        }
    }

    /// Writes a value at the end of a route; whether it is of the field's kind.
    pub fn put(&mut self, route: &Route, at: &At, value: Value) -> bool {
        let found = self.field_mut(route, at);
        found.is_some_and(|(record, field)| record.set(field, Some(value)).is_ok())
    }

    /// The field at the end of a route, and its record, made where it is not there.
    pub fn field_mut(&mut self, route: &Route, at: &At) -> Option<(&mut dyn Node, usize)> {
        let (PathStep::Field(field), before) = route.steps.split_last()? else {
            return None;
        };
        let mut node: &mut dyn Node = match route.from_document {
            true => &mut *self.document,
            false => node_at_mut(self.document, at)?,
        };
        for step in before {
            (node, _) = enter_step(node, step)?;
        }
        Some((node, *field))
    }

    /// Takes an element of a list away again in which nothing was said.
    pub fn drop_empty(&mut self, at: &At) {
        let [before @ .., Hop { field, element }] = &at.0[..] else {
            return;
        };
        let Some(position) = element else { return };
        let says_nothing = node_at(self.document, at).is_some_and(is_blank);
        if says_nothing
            && let Some(node) = node_at_mut(self.document, &At(before.to_vec()))
            && let Some(elements) = node.list_mut(*field)
        {
            elements.remove(*position);
        }
    }
}

/// Takes records away in which nothing was said.
pub(super) fn without_blank_records(node: &mut dyn Node) {
    for index in 0..node.shape().fields.len() {
        match node.field(index) {
            Field::Record(record) if is_blank(record) => {
                let cleared = node.set(index, None);
                debug_assert!(cleared.is_ok(), "any field can be cleared");
            }
            Field::Record(_) => {
                if let Some(record) = node.record_mut(index) {
                    without_blank_records(record);
                }
            }
            Field::List(list) => {
                let count = list.len();
                let Some(elements) = node.list_mut(index) else {
                    continue;
                };
                for at in 0..count {
                    if let Some(element) = elements.get_mut(at) {
                        without_blank_records(element);
                    }
                }
            }
            Field::Absent
            | Field::Text(_)
            | Field::Decimal(_)
            | Field::Integer(_)
            | Field::Flag(_)
            | Field::Date(_)
            | Field::Instant(_) => {}
        }
    }
}

fn is_blank(node: &dyn Node) -> bool {
    let count = node.shape().fields.len();
    (0..count).all(|index| match node.field(index) {
        Field::Record(record) => is_blank(record),
        field => field.is_empty(),
    })
}

fn node_at<'a>(document: &'a dyn Node, at: &At) -> Option<&'a dyn Node> {
    at.0.iter().try_fold(document, |node, hop| {
        match (node.field(hop.field), hop.element) {
            (Field::Record(record), None) => Some(record),
            (Field::List(list), Some(position)) => list.get(position),
            _ => None,
        }
    })
}

fn node_at_mut<'a>(document: &'a mut dyn Node, at: &At) -> Option<&'a mut dyn Node> {
    let mut node = document;
    for hop in &at.0 {
        node = match hop.element {
            None => node.record_mut(hop.field)?,
            Some(position) => node.list_mut(hop.field)?.get_mut(position)?,
        };
    }
    Some(node)
}

/// The record that a step leads to, and how: made where it is not there, the next of a list.
fn enter_step<'a>(node: &'a mut dyn Node, step: &PathStep) -> Option<(&'a mut dyn Node, Hop)> {
    let (field, element) = match step {
        PathStep::Field(index) => match node.shape().fields[*index].kind {
            ValueKind::List(_) => {
                let position = length(node, *index)?;
                node.list_mut(*index)?.push();
                (*index, Some(position))
            }
            ValueKind::Record(_) => (*index, None),
            ValueKind::Text
            | ValueKind::Decimal
            | ValueKind::Integer
            | ValueKind::Flag
            | ValueKind::Date
            | ValueKind::Instant => return None,
        },
        PathStep::Select { list, key, value } => {
            let position = match position(node, *list, *key, value) {
                Some(position) => position,
                None => {
                    let position = length(node, *list)?;
                    let key_value = Value::Text((*value).to_owned());
                    let element = node.list_mut(*list)?.push();
                    element.set(*key, Some(key_value)).ok()?;
                    position
                }
            };
            (*list, Some(position))
        }
    };
    let next = match element {
        None => node.record_mut(field)?,
        Some(position) => node.list_mut(field)?.get_mut(position)?,
    };
    Some((next, Hop { field, element }))
}

fn length(record: &dyn Node, list: usize) -> Option<usize> {
    record.field(list).list().map(Elements::len)
}

fn position(record: &dyn Node, list: usize, key: usize, value: &str) -> Option<usize> {
    let Field::List(elements) = record.field(list) else {
        return None;
    };
    (0..elements.len()).find(|index| {
        let element = elements.get(*index);
        element
            .is_some_and(|element| matches!(element.field(key), Field::Text(text) if text == value))
    })
}
