//! How does a part of a document look as JSON, how does it get back in, and do two such parts say
//! the same?
//!
//! A part is written as the whole document is: decimals as numbers with all their digits, dates
//! and times as text. Two parts say the same when only references, the order of referenced
//! elements or trailing zeros differ.

use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value};

use crate::access::{self, Elements, Field, Node};
use crate::decimal::exact;
use crate::elements::{self, Key, REFERENCE};
use crate::field_path::FieldPath;
use crate::shape::ValueKind;

impl FieldPath {
    /// What stands at this path in a document, as JSON; `None` when there is nothing.
    #[must_use]
    pub fn written(&self, document: &dyn Node) -> Option<Value> {
        written(self.get(document)?)
    }
}

/// What stands in a field, as JSON; `None` when it is absent.
pub(crate) fn written(field: Field<'_>) -> Option<Value> {
    Some(match field {
        Field::Absent => return None,
        Field::Text(text) => Value::from(text),
        Field::Decimal(decimal) => number(decimal),
        Field::Integer(integer) => Value::from(integer),
        Field::Flag(flag) => Value::from(flag),
        Field::Date(date) => Value::from(date.to_string()),
        Field::Instant(instant) => Value::from(instant.to_string()),
        Field::Record(record) => Value::Object(written_record(record)),
        Field::List(list) if list.is_empty() => return None,
        Field::List(list) => written_list(list),
    })
}

/// A record, as JSON.
pub(crate) fn written_record(record: &dyn Node) -> Map<String, Value> {
    let fields = record.shape().fields.iter().enumerate();
    fields
        .filter_map(|(index, shape)| Some((shape.name.to_owned(), written(record.field(index))?)))
        .collect()
}

fn written_list(list: &dyn Elements) -> Value {
    (0..list.len())
        .filter_map(|position| list.get(position))
        .map(|element| Value::Object(written_record(element)))
        .collect()
}

/// A record as JSON, its names in their order.
///
/// # Errors
/// When it cannot be written.
pub fn canonical_text(record: &dyn Node) -> serde_json::Result<String> {
    serde_json::to_string(&Canonical(record))
}

/// A record in its canonical form: names in their order, what is absent left out.
pub(crate) struct Canonical<'a>(pub &'a dyn Node);

impl Serialize for Canonical<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shape = self.0.shape();
        let mut record = serializer.serialize_map(None)?;
        for &index in shape.by_name() {
            let field = self.0.field(index);
            if is_written(field) {
                record.serialize_entry(shape.fields[index].name, &CanonicalField(field))?;
            }
        }
        record.end()
    }
}

/// Whether a field is there when a document is written.
fn is_written(field: Field<'_>) -> bool {
    match field {
        Field::Absent => false,
        Field::List(list) => !list.is_empty(),
        Field::Text(_)
        | Field::Decimal(_)
        | Field::Integer(_)
        | Field::Flag(_)
        | Field::Date(_)
        | Field::Instant(_)
        | Field::Record(_) => true,
    }
}

struct CanonicalField<'a>(Field<'a>);

impl Serialize for CanonicalField<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Field::Absent => serializer.serialize_none(),
            Field::Text(text) => text.serialize(serializer),
            Field::Decimal(decimal) => number(decimal).serialize(serializer),
            Field::Integer(integer) => integer.serialize(serializer),
            Field::Flag(flag) => flag.serialize(serializer),
            Field::Date(date) => serializer.collect_str(&date),
            Field::Instant(instant) => serializer.collect_str(&instant),
            Field::Record(record) => Canonical(record).serialize(serializer),
            Field::List(list) => {
                let mut elements = serializer.serialize_seq(Some(list.len()))?;
                for element in (0..list.len()).filter_map(|position| list.get(position)) {
                    elements.serialize_element(&Canonical(element))?;
                }
                elements.end()
            }
        }
    }
}

/// A decimal as a number with all its digits.
fn number(decimal: Decimal) -> Value {
    let digits = decimal.to_string();
    digits.parse().map_or(Value::String(digits), Value::Number)
}

/// A JSON scalar as a value to write into a field; `None` for anything else.
pub(crate) fn scalar(value: &Value) -> Option<access::Value> {
    match value {
        Value::String(text) => Some(access::Value::Text(text.clone())),
        Value::Number(number) => exact(&number.to_string()).map(access::Value::Decimal),
        Value::Bool(flag) => Some(access::Value::Flag(*flag)),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Writes what JSON says into a record that is empty. What does not fit is left out: the record
/// may have had other fields when the JSON was kept.
pub(crate) fn fill(record: &mut dyn Node, value: &Value) {
    for (index, field) in record.shape().fields.iter().enumerate() {
        let Some(value) = value.get(field.name) else {
            continue;
        };
        match field.kind {
            ValueKind::Record(_) => {
                if let Some(record) = record.record_mut(index) {
                    fill(record, value);
                }
            }
            ValueKind::List(_) => {
                if let (Some(list), Value::Array(elements)) = (record.list_mut(index), value) {
                    elements
                        .iter()
                        .for_each(|element| fill(list.push(), element));
                }
            }
            ValueKind::Text
            | ValueKind::Decimal
            | ValueKind::Integer
            | ValueKind::Flag
            | ValueKind::Date
            | ValueKind::Instant => {
                let _ = record.set(index, scalar(value));
            }
        }
    }
}

/// Removes every value of a record.
pub(crate) fn empty(record: &mut dyn Node) {
    for index in 0..record.shape().fields.len() {
        // Emptying fits every kind.
        let _ = record.set(index, None);
    }
}

/// Writes a scalar, or empties it; whether it fits.
pub(crate) fn set(path: &FieldPath, document: &mut dyn Node, value: Option<&Value>) -> bool {
    match value {
        None => {
            path.clear(document);
            true
        }
        Some(value) => scalar(value).is_some_and(|value| path.set(document, value).is_ok()),
    }
}

/// Whether two values of one field, or two elements, say the same.
pub(crate) fn is_same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => is_same_value(one, other),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Whether a value says all that a part of it says, and perhaps more.
pub(crate) fn contains(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Array(whole), Value::Array(part)) => part
            .iter()
            .all(|part| whole.iter().any(|whole| contains(whole, part))),
        (Value::Object(whole), Value::Object(part)) => part
            .iter()
            .filter(|(name, value)| *name != REFERENCE && !is_nothing(value))
            .all(|(name, part)| whole.get(name).is_some_and(|whole| contains(whole, part))),
        _ => is_same_value(whole, part),
    }
}

fn is_same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || exact(&a.to_string()).is_some_and(|a| exact(&b.to_string()) == Some(a))
        }
        (Value::Array(one), Value::Array(other)) => is_same_list(one, other),
        (Value::Object(one), Value::Object(other)) => one
            .keys()
            .chain(other.keys().filter(|name| !one.contains_key(*name)))
            .filter(|name| *name != REFERENCE)
            .all(|name| is_same_field(one.get(name), other.get(name))),
        _ => one == other,
    }
}

/// A field that is absent says what an empty record says: nothing.
fn is_same_field(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (None, Some(only)) | (Some(only), None) => is_nothing(only),
        (one, other) => is_same(one, other),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.is_empty(),
        Value::Object(object) => object.values().all(is_nothing),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn is_same_list(one: &[Value], other: &[Value]) -> bool {
    let is_same = |a: usize, b: usize| is_same_value(&one[a], &other[b]);
    one.len() == other.len() && {
        let pairs = elements::pairs(&references(one), &references(other), &is_same);
        let mut pairs = pairs.later.iter().enumerate();
        pairs.all(|(a, b)| b.is_some_and(|b| is_same(a, b)))
    }
}

/// The position of the element with a key in a written collection.
pub(crate) fn find(elements: &[Value], key: Key<'_>) -> Option<usize> {
    elements::find_key(&references(elements), key)
}

fn references(elements: &[Value]) -> Vec<Option<&str>> {
    elements.iter().map(reference).collect()
}

fn reference(element: &Value) -> Option<&str> {
    element.get(REFERENCE)?.as_str()
}
