//! Values of the document under construction, which one message may say in several places.

use cas_model::access::{Field, Value};
use cas_model::shape::ValueKind;
use jiff::Timestamp;
use jiff::civil::Date;

use super::reader::Reader;
use super::record::At;
use crate::table::compile::Route;
use crate::table::format::Format;

impl Reader<'_> {
    /// Writes what an attribute says; a value that is there already must be the same.
    pub fn fill_same(&mut self, route: &Route, at: &At, text: &str) -> Result<(), String> {
        match self.field(route, at) {
            Field::Text(known) if known == text => Ok(()),
            Field::Text(known) => Err(elsewhere(known)),
            _ => self.fill(route, at, text, Format::Text(usize::MAX)),
        }
    }

    /// Writes what an element says; a value that is there already must be the same, or is the
    /// first part of a text that is written in parts.
    pub fn fill(
        &mut self,
        route: &Route,
        at: &At,
        text: &str,
        format: Format,
    ) -> Result<(), String> {
        let not_of_kind = || "is not of the field's kind".to_owned();
        if let Format::Part(1.., _) = format
            && let Field::Text(first) = self.field(route, at)
        {
            let whole = Value::Text(format!("{first}{text}"));
            return match self.put(route, at, whole) {
                true => Ok(()),
                false => Err(not_of_kind()),
            };
        }
        let value = match format.value(text, route.kind.unwrap_or(ValueKind::Text)) {
            Ok(value) => value,
            Err(why) => {
                return Err(known(self.field(route, at)).map_or(why, |known| elsewhere(&known)));
            }
        };
        let (record, field) = self.field_mut(route, at).ok_or_else(not_of_kind)?;
        match known(record.field(field)) {
            None => {
                let set = record.set(field, Some(value));
                set.map_err(|_| not_of_kind())
            }
            Some(known) if is_value(&value, &known) => Ok(()),
            Some(known) => Err(elsewhere(&known)),
        }
    }
}

/// What stands in a field already.
fn known(field: Field<'_>) -> Option<String> {
    match field {
        Field::Absent => None,
        known => Some(known.text().unwrap_or_default().into_owned()),
    }
}

/// Why another value is not read.
fn elsewhere(known: &str) -> String {
    format!("is {known} elsewhere; the document has one of it")
}

/// Whether a value is what stands there.
fn is_value(value: &Value, known: &str) -> bool {
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
