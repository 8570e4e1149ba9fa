//! The structural check of what a caller sends: unknown fields and wrong types, all of them, each
//! with its path.
//!
//! [`read`] turns JSON into a typed record or into the complete list of its structural errors; what
//! is to change a record is checked as a [`Patch`](crate::Patch) is made of it. Both spellings of a
//! field's name are read; the canonical one is kept. Texts are kept as their fields spell them
//! ([`crate::spelling`]).

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

pub use crate::decimal::exact;
use crate::document::discriminators::canonical;
use crate::elements::{ADD, REFERENCE, REMOVE};
use crate::field_path::FieldPath;
use crate::secret_fields;
use crate::shape::{FieldShape, Shape, ValueKind};

/// Deepest nesting of a document we read.
const MAX_DEPTH: usize = 32;
/// Longest text we read in one field, in characters.
const MAX_TEXT: usize = 4_000;
/// Most elements we read in one collection.
const MAX_ELEMENTS: usize = 9_999;

/// One structural error: where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct StructureError {
    /// The path of the field that is wrong.
    pub path: FieldPath,
    /// What is wrong, and what to send instead.
    pub message: String,
}

/// Refuses masks in the place of secrets, where nothing is kept that they could stand for.
///
/// # Errors
/// One for each mask.
pub fn no_masks(sent: &Value) -> Result<(), Vec<StructureError>> {
    let masks = secret_fields::masks(sent);
    if masks.is_empty() {
        return Ok(());
    }
    let error = |path: String| StructureError {
        path: FieldPath::new(path),
        message: secret_fields::NOTHING_KEPT.to_owned(),
    };
    Err(masks.into_iter().map(error).collect())
}

/// Reads a record strictly.
///
/// # Errors
/// Every structural error of the value, in document order.
pub fn read<T: DeserializeOwned>(
    shape: &'static Shape,
    mut value: Value,
) -> Result<T, Vec<StructureError>> {
    check(shape, &mut value, Nulls::Dropped)?;
    serde_json::from_value(value).map_err(|error| {
        vec![StructureError {
            path: FieldPath::root(),
            message: error.to_string(),
        }]
    })
}

/// Checks an update of a record and brings it to its canonical form. A `null`, which clears a
/// field, is kept.
///
/// # Errors
/// Every structural error of the update, in document order.
pub(crate) fn check_update(
    shape: &'static Shape,
    value: &mut Value,
) -> Result<(), Vec<StructureError>> {
    check(shape, value, Nulls::Kept)
}

/// What becomes of a `null`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nulls {
    Dropped,
    Kept,
}

fn check(
    shape: &'static Shape,
    value: &mut Value,
    nulls: Nulls,
) -> Result<(), Vec<StructureError>> {
    let mut check = Check {
        errors: Vec::new(),
        depth: 0,
        nulls,
        is_element: false,
    };
    check.record(shape, value, &FieldPath::root());
    match check.errors.is_empty() {
        true => Ok(()),
        false => Err(check.errors),
    }
}

struct Check {
    errors: Vec<StructureError>,
    depth: usize,
    nulls: Nulls,
    /// Whether the record that comes next is an element of a collection.
    is_element: bool,
}

impl Check {
    fn error(&mut self, path: &FieldPath, message: impl Into<String>) {
        self.errors.push(StructureError {
            path: path.clone(),
            message: message.into(),
        });
    }

    fn record(&mut self, shape: &'static Shape, value: &mut Value, path: &FieldPath) {
        let Value::Object(object) = value else {
            return self.error(path, format!("must be an object, not {}", kind_of(value)));
        };
        if self.depth == MAX_DEPTH {
            return self.error(path, format!("nested deeper than {MAX_DEPTH} levels"));
        }
        self.depth += 1;
        let is_element = std::mem::take(&mut self.is_element);
        let marks = match is_element && self.nulls == Nulls::Kept {
            true => self.marks(object, path),
            false => Vec::new(),
        };
        self.canonical_names(shape, object, path);
        for (name, value) in object.iter_mut() {
            if let Some(index) = shape.index_of(name) {
                self.field(&shape.fields[index], value, &path.field(name));
                if let Value::String(text) = value
                    && let Some(known) = canonical(shape.name, name, text)
                {
                    *text = known;
                }
            }
        }
        if self.nulls == Nulls::Dropped {
            object.retain(|_, value| !value.is_null());
        }
        object.extend(
            marks
                .into_iter()
                .map(|mark| (mark.to_owned(), Value::Bool(true))),
        );
        self.depth -= 1;
    }

    /// Takes the marks out of an element of an update that say what becomes of it alone.
    fn marks(&mut self, object: &mut Map<String, Value>, path: &FieldPath) -> Vec<&'static str> {
        let mut marks = Vec::new();
        for mark in [ADD, REMOVE] {
            match object.remove(mark) {
                Some(Value::Bool(true)) => marks.push(mark),
                Some(_) => self.error(&path.field(mark), "must be true; leave it out otherwise"),
                None => {}
            }
        }
        let is_named = object.get(REFERENCE).is_some_and(Value::is_string);
        let others = object.keys().any(|name| name != REFERENCE);
        if marks.contains(&REMOVE) && (!is_named || others || marks.contains(&ADD)) {
            let message = "an element to be removed is named by its casReference, and says no more";
            self.error(&path.field(REMOVE), message);
        }
        marks
    }

    /// Renames other spellings to ours; refuses unknown names and a field sent twice.
    fn canonical_names(
        &mut self,
        shape: &'static Shape,
        object: &mut Map<String, Value>,
        path: &FieldPath,
    ) {
        let foreign: Vec<String> = object
            .keys()
            .filter(|name| shape.index_of(name).is_none())
            .cloned()
            .collect();
        for name in foreign {
            match shape.index_of_any(&name) {
                None => self.error(
                    &path.field(&name),
                    format!(
                        "unknown field of {}; remove it or correct its name",
                        shape.name
                    ),
                ),
                Some(index) => {
                    let canonical = shape.fields[index].name;
                    if object.contains_key(canonical) {
                        let message = format!("the same field as {canonical}; send one of them");
                        self.error(&path.field(&name), message);
                    } else if let Some(value) = object.remove(&name) {
                        object.insert(canonical.to_owned(), value);
                    }
                }
            }
        }
    }

    fn field(&mut self, field: &FieldShape, value: &mut Value, path: &FieldPath) {
        match field.kind {
            _ if value.is_null() => {}
            ValueKind::Record(shape) => self.record(shape(), value, path),
            ValueKind::List(shape) => self.list(shape(), value, path),
            ValueKind::Text
            | ValueKind::Decimal
            | ValueKind::Integer
            | ValueKind::Flag
            | ValueKind::Date
            | ValueKind::Instant => {
                if let Err(message) = scalar(field, value) {
                    self.error(path, message);
                }
            }
        }
    }

    fn list(&mut self, shape: &'static Shape, value: &mut Value, path: &FieldPath) {
        match value {
            Value::Array(elements) if elements.len() > MAX_ELEMENTS => {
                self.error(path, format!("more than {MAX_ELEMENTS} elements"));
            }
            Value::Array(elements) => {
                for (index, element) in elements.iter_mut().enumerate() {
                    self.is_element = true;
                    self.record(shape, element, &path.index(index));
                    self.is_element = false;
                }
            }
            // A single object where a collection of one is meant: some ERPs send it so.
            Value::Object(_) => {
                self.is_element = true;
                self.record(shape, value, &path.index(0));
                self.is_element = false;
                *value = Value::Array(vec![value.take()]);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                self.error(
                    path,
                    format!("must be an array of objects, not {}", kind_of(value)),
                );
            }
        }
    }
}

/// Checks a scalar and brings it to the form that is stored.
fn scalar(field: &FieldShape, value: &mut Value) -> Result<(), String> {
    let expected = field.kind.expected();
    let stored = match (field.kind, &*value) {
        (ValueKind::Text, Value::String(text)) => {
            check_text(text)?;
            match field.spelling.normalize(text) {
                Cow::Borrowed(same) if same.len() == text.len() => return Ok(()),
                spelled => Value::String(spelled.into_owned()),
            }
        }
        (ValueKind::Text, Value::Number(number)) => Value::String(digits(field, number)?),
        (ValueKind::Flag, Value::Bool(_)) => return Ok(()),
        (ValueKind::Decimal, Value::Number(number)) => {
            let text = number.to_string();
            return exact(&text).map(drop).ok_or_else(|| decimal_range(&text));
        }
        (ValueKind::Decimal, Value::String(text)) => {
            let decimal = exact(text).ok_or_else(|| decimal_range(text))?;
            let number = decimal.to_string().parse();
            Value::Number(number.map_err(|error: serde_json::Error| error.to_string())?)
        }
        (ValueKind::Integer, Value::Number(number)) => {
            whole(&number.to_string()).map(Value::from)?
        }
        (ValueKind::Integer, Value::String(text)) => whole(text).map(Value::from)?,
        (ValueKind::Date, Value::String(text)) => Value::String(day(text)?),
        (ValueKind::Instant, Value::String(text)) if text.trim().parse::<Timestamp>().is_ok() => {
            Value::String(text.trim().to_owned())
        }
        (ValueKind::Instant, Value::String(text)) => {
            return Err(format!("must be {expected}, not \"{}\"", clip(text)));
        }
        _ => return Err(format!("must be {expected}, not {}", kind_of(value))),
    };
    *value = stored;
    Ok(())
}

/// The text that a number stands for, in a field where no zero can have been lost on the way.
fn digits(field: &FieldShape, number: &Number) -> Result<String, String> {
    match number.as_u64() {
        Some(number) if field.spelling.takes_numbers() => Ok(number.to_string()),
        Some(_) | None => Err(format!(
            "must be text, not the number {}; send it in quotes, with the zeros it begins with",
            clip(&number.to_string())
        )),
    }
}

/// A whole number that is not negative, however its zeros are written: `1.0` is one.
fn whole(text: &str) -> Result<u32, String> {
    let number = exact(text).filter(|number| number.fract().is_zero());
    number
        .and_then(|number| u32::try_from(number).ok())
        .ok_or_else(|| {
            format!(
                "must be a whole number from 0 to {}, not {}",
                u32::MAX,
                clip(text)
            )
        })
}

/// A calendar date. What says more than a day is refused: which day it is depends on the place.
fn day(text: &str) -> Result<String, String> {
    let text = text.trim();
    let is_day = text.len() == DAY.len() && text.parse::<Date>().is_ok();
    match (is_day, text.parse::<Date>().is_ok()) {
        (true, _) => Ok(text.to_owned()),
        (false, true) => Err(format!(
            "must be a date {DAY} alone, not \"{}\"; send the day that is meant, without a time",
            clip(text)
        )),
        (false, false) => Err(format!("must be a date {DAY}, not \"{}\"", clip(text))),
    }
}

/// How a date is written.
const DAY: &str = "YYYY-MM-DD";

/// The calendar date that a text is, `YYYY-MM-DD` and nothing else.
#[must_use]
pub fn calendar_date(text: &str) -> Option<Date> {
    day(text).ok()?.parse().ok()
}

fn decimal_range(text: &str) -> String {
    format!(
        "must be a decimal number of at most 28 digits, not \"{}\"",
        clip(text)
    )
}

fn check_text(text: &str) -> Result<(), String> {
    if text.chars().count() > MAX_TEXT {
        return Err(format!("longer than {MAX_TEXT} characters"));
    }
    match text
        .chars()
        .find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        Some(c) => Err(format!("contains the control character U+{:04X}", c as u32)),
        None => Ok(()),
    }
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
