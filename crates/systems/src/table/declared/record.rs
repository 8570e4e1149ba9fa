//! Records of the document under construction, by where they stand.

use std::borrow::Cow;

use cas_model::access::{Field, Node, Value};
use cas_model::shape::Kind;
use jiff::Timestamp;
use jiff::civil::Date;

use super::reader::Reader;
use crate::table::compile::{Check, Route, Step};
use crate::table::place::along;

/// Where a record stands in the document: from the root, by indexes.
#[derive(Clone, Debug, Default)]
pub(super) struct At(Vec<Hop>);

#[derive(Clone, Copy, Debug)]
pub(super) enum Hop {
    Field(usize),
    Element(usize),
}

impl At {
    pub fn root() -> Self {
        Self::default()
    }

    /// The position of the record in its list, from 1.
    pub fn position(&self) -> usize {
        match self.0.last() {
            Some(Hop::Element(index)) => index + 1,
            Some(Hop::Field(_)) | None => 1,
        }
    }

    pub fn with(&self, hop: Hop) -> Self {
        let mut hops = self.0.clone();
        hops.push(hop);
        Self(hops)
    }
}

impl Reader<'_, '_> {
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
        self.enter_along(route.from_document, &route.steps, at)
    }

    fn enter_along(&mut self, from_document: bool, steps: &[Step], at: &At) -> Option<At> {
        let mut place = match from_document {
            true => At::root(),
            false => at.clone(),
        };
        for step in steps {
            place = match step {
                Step::Field(index) => {
                    let node = node_at_mut(self.document, &place)?;
                    match node.shape().fields[*index].kind {
                        Kind::List(_) => {
                            let list = node.list_mut(*index)?;
                            list.push();
                            let position = match node.field(*index) {
                                Field::List(list) => list.len() - 1,
                                _ => return None,
                            };
                            place.with(Hop::Field(*index)).with(Hop::Element(position))
                        }
                        Kind::Record(_) => {
                            node.record_mut(*index)?;
                            place.with(Hop::Field(*index))
                        }
                        Kind::Text
                        | Kind::Decimal
                        | Kind::Integer
                        | Kind::Flag
                        | Kind::Date
                        | Kind::Instant => return None,
                    }
                }
                Step::Select { list, key, value } => {
                    let node = node_at_mut(self.document, &place)?;
                    let position = match position(node, *list, *key, value) {
                        Some(position) => position,
                        None => {
                            let elements = node.list_mut(*list)?;
                            let element = elements.push();
                            element
                                .set(*key, Some(Value::Text((*value).to_owned())))
                                .ok()?;
                            match node.field(*list) {
                                Field::List(list) => list.len() - 1,
                                _ => return None,
                            }
                        }
                    };
                    place.with(Hop::Field(*list)).with(Hop::Element(position))
                }
            };
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
        let Some((Step::Field(index), before)) = route.steps.split_last() else {
            return false;
        };
        let Some(place) = self.enter_along(route.from_document, before, at) else {
            return false;
        };
        node_at_mut(self.document, &place).is_some_and(|node| node.set(*index, Some(value)).is_ok())
    }

    /// Takes an element of a list away again in which nothing was said.
    pub fn drop_empty(&mut self, at: &At) {
        let [before @ .., Hop::Field(list), Hop::Element(position)] = &at.0[..] else {
            return;
        };
        let says_nothing = node_at(self.document, at).is_some_and(is_blank);
        if says_nothing
            && let Some(node) = node_at_mut(self.document, &At(before.to_vec()))
            && let Some(elements) = node.list_mut(*list)
        {
            elements.remove(*position);
        }
    }
}

pub(super) fn is_value(value: &Value, known: &str) -> bool {
    match value {
        Value::Text(text) => text == known,
        Value::Decimal(decimal) => known.parse() == Ok(*decimal),
        Value::Integer(integer) => known.parse() == Ok(*integer),
        Value::Flag(flag) => known.parse() == Ok(*flag),
        Value::Date(date) => known.parse().is_ok_and(|known: Date| known == *date),
        Value::Instant(instant) => known
            .parse()
            .is_ok_and(|known: Timestamp| known == *instant),
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
    let mut node = document;
    let mut hops = at.0.iter();
    while let Some(hop) = hops.next() {
        let Hop::Field(index) = hop else { return None };
        node = match node.field(*index) {
            Field::Record(record) => record,
            Field::List(list) => {
                let Some(Hop::Element(position)) = hops.next() else {
                    return None;
                };
                list.get(*position)?
            }
            _ => return None,
        };
    }
    Some(node)
}

fn node_at_mut<'a>(document: &'a mut dyn Node, at: &At) -> Option<&'a mut dyn Node> {
    let mut node = document;
    let mut hops = at.0.iter();
    while let Some(hop) = hops.next() {
        let Hop::Field(index) = hop else { return None };
        node = match node.shape().fields[*index].kind {
            Kind::Record(_) => node.record_mut(*index)?,
            Kind::List(_) => {
                let Some(Hop::Element(position)) = hops.next() else {
                    return None;
                };
                node.list_mut(*index)?.get_mut(*position)?
            }
            _ => return None,
        };
    }
    Some(node)
}

fn position(record: &dyn Node, list: usize, key: usize, value: &str) -> Option<usize> {
    let Field::List(elements) = record.field(list) else {
        return None;
    };
    (0..elements.len()).find(|index| {
        let element = elements.get(*index);
        element.is_some_and(|one| matches!(one.field(key), Field::Text(text) if text == value))
    })
}
