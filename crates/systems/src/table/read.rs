//! Filling a document from a message in which customs repeats it, by the rows that would write it.
//!
//! Each element goes to the first field that its row names. Elements without a row are passed over:
//! customs says more than we have. What a row has another way to say (a condition, a value given
//! with the request) is not asked for.

use cas_model::access::{Field, Node, Value};
use cas_model::shape::ValueKind;

use super::compile::{Entry, Origin, PathStep, Resolved, Route, Table};
use super::format::Format;
use super::row::Test;
use crate::reading::day;
use crate::xml::Element;

impl Table {
    /// Fills an empty document from the elements inside this one. What cannot be read is noted, with
    /// the element's name, and the document goes without.
    pub fn read(&self, element: &Element, document: &mut dyn Node, unread: &mut Vec<String>) {
        read_all(&self.rows, element, document, &mut |problem| {
            unread.push(problem)
        });
    }
}

/// Takes what cannot be read, in words.
type Note<'n> = dyn FnMut(String) + 'n;

fn read_all(entries: &[Entry], element: &Element, record: &mut dyn Node, note: &mut Note<'_>) {
    for rows in entries.chunk_by(|one, next| one.row.element == next.row.element) {
        let Some(last) = rows.last() else { continue };
        for (number, child) in element.children_named(last.row.element).enumerate() {
            // Single records of one element name follow each other; the last row takes the rest.
            let row = match rows[0].row.most {
                1 => &rows[0],
                _ => rows.get(number).unwrap_or(last),
            };
            let name = last.row.element;
            let below = &mut |problem: String| note(format!("{name}/{problem}"));
            if let Err(problem) = read_one(row, child, record, below) {
                note(format!("{name}/{problem}"));
            }
        }
    }
}

/// Reads one element; an error says why nothing of it could be read.
fn read_one(
    entry: &Entry,
    element: &Element,
    record: &mut dyn Node,
    note: &mut Note<'_>,
) -> Result<(), String> {
    match &entry.content {
        Resolved::Value {
            sources, format, ..
        } => {
            let route = sources.iter().find_map(|source| match source {
                Origin::Field(route) if !route.from_document => Some(route),
                Origin::Field(_)
                | Origin::Given(..)
                | Origin::Number
                | Origin::Place
                | Origin::Count(_)
                | Origin::Total(..)
                | Origin::Fixed(_) => None,
            });
            match route {
                Some(route) if !element.text.is_empty() => {
                    write_value(record, &route.steps, &element.text, *format)
                }
                Some(_) | None => Ok(()),
            }
        }
        Resolved::Records {
            from,
            only,
            entries,
            ..
        } => {
            let inside = reach(record, from).ok_or_else(|| "has no place".to_owned())?;
            if let Some(check) = only
                && let Test::Is(_, [value, ..]) = check.test
            {
                write_value(inside, &check.route.steps, value, Format::Text(usize::MAX))?;
            }
            read_all(entries, element, inside, note);
            Ok(())
        }
    }
}

/// The record that an element is read into: a new one at the end of a list.
fn reach<'a>(record: &'a mut dyn Node, route: &Route) -> Option<&'a mut dyn Node> {
    match route.steps.split_last() {
        None => Some(record),
        Some((last, before)) => {
            let record = along_mut(record, before)?;
            let (PathStep::Field(index) | PathStep::Select { list: index, .. }) = last;
            match record.shape().fields[*index].kind {
                ValueKind::List(_) => Some(record.list_mut(*index)?.push()),
                ValueKind::Record(_) => record.record_mut(*index),
                ValueKind::Text
                | ValueKind::Decimal
                | ValueKind::Integer
                | ValueKind::Flag
                | ValueKind::Date
                | ValueKind::Instant => None,
            }
        }
    }
}

/// The record at the end of some steps, made where it is not there.
fn along_mut<'a>(mut record: &'a mut dyn Node, steps: &[PathStep]) -> Option<&'a mut dyn Node> {
    for step in steps {
        record = match step {
            PathStep::Field(index) => record.record_mut(*index)?,
            PathStep::Select { list, key, value } => {
                let position = position(record, *list, *key, value);
                let elements = record.list_mut(*list)?;
                match position {
                    Some(position) => elements.get_mut(position)?,
                    None => {
                        let element = elements.push();
                        element
                            .set(*key, Some(Value::Text((*value).to_owned())))
                            .ok()?;
                        element
                    }
                }
            }
        };
    }
    Some(record)
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

fn write_value(
    record: &mut dyn Node,
    steps: &[PathStep],
    text: &str,
    format: Format,
) -> Result<(), String> {
    let no_place = || "has no place".to_owned();
    let (last, before) = steps.split_last().ok_or_else(no_place)?;
    let record = along_mut(record, before).ok_or_else(no_place)?;
    let PathStep::Field(index) = last else {
        return Err(no_place());
    };
    let kind = record.shape().fields[*index].kind;
    let value = match (format, record.field(*index)) {
        (Format::Flag, _) => Value::Flag(text == "1"),
        _ if matches!(kind, ValueKind::Date) => match day(text) {
            Some(day) => Value::Date(day),
            None => return Err(format!("{text}: is no day")),
        },
        // A text that customs sends in two.
        (_, Field::Text(first)) => Value::Text(format!("{first} {text}")),
        _ => Value::Text(text.to_owned()),
    };
    record
        .set(*index, Some(value))
        .map_err(|error| format!("{text}: {error}"))
}
