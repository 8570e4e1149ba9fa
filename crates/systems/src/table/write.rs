//! Writing a message from its rows.

use std::borrow::Cow;

use cas_gateway::EncodeError;
use cas_model::FieldPath;
use cas_model::access::Field;
use rust_decimal::Decimal;

use super::compile::{Entry, Origin, Resolved, Route, Table};
use super::format::Format;
use super::numbers::number_of;
use super::place::{Context, RecordCursor, along};
use super::row::Need;
use super::selection::{Scope, Selection};
use crate::xml::Writer;

/// Writes what is to stand before an element of the table, by the element's name.
pub type Insertion<'a> = dyn FnMut(&'static str, &mut Writer) -> Result<(), EncodeError> + 'a;

impl Table {
    /// Writes the table's elements into the element that is open.
    ///
    /// # Errors
    /// When a value is missing that the message must have, or cannot be written.
    pub fn write(&self, context: &Context<'_>, writer: &mut Writer) -> Result<(), EncodeError> {
        self.write_with(context, writer, &mut |_, _| Ok(()))
    }

    /// Writes the table's elements, and before each first one of a name, whether or not there is
    /// something to say in it, what `before` has to insert there.
    ///
    /// # Errors
    /// When a value is missing that the message must have, or cannot be written.
    pub fn write_with(
        &self,
        context: &Context<'_>,
        writer: &mut Writer,
        before: &mut Insertion<'_>,
    ) -> Result<(), EncodeError> {
        self.write_scope(context, Scope::Whole, writer, before)
    }

    /// Writes those of the table's elements that are selected; the message is complete without
    /// the others.
    ///
    /// # Errors
    /// When a value cannot be written, or is missing in what is selected.
    pub fn write_selected(
        &self,
        context: &Context<'_>,
        selection: &Selection,
        writer: &mut Writer,
        before: &mut Insertion<'_>,
    ) -> Result<(), EncodeError> {
        self.write_scope(context, Scope::from_selection(selection), writer, before)
    }

    fn write_scope(
        &self,
        context: &Context<'_>,
        scope: Scope<'_>,
        writer: &mut Writer,
        before: &mut Insertion<'_>,
    ) -> Result<(), EncodeError> {
        let place = RecordCursor::root(context);
        // Rows of the same element share its numbering.
        for rows in self
            .rows
            .chunk_by(|one, next| one.row.element == next.row.element)
        {
            before(rows[0].row.element, writer)?;
            write_all(rows, &place, 1, scope, writer)?;
        }
        Ok(())
    }
}

/// Writes entries for one record, which is the `number`th of its element.
fn write_all(
    entries: &[Entry],
    place: &RecordCursor<'_>,
    number: usize,
    scope: Scope<'_>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    // Rows of the same element follow each other and share its numbering.
    let (mut element, mut written) = ("", 0);
    for entry in entries.iter().filter(|entry| place.applies(entry)) {
        if entry.row.element != element {
            (element, written) = (entry.row.element, 0);
        }
        written += match &entry.content {
            Resolved::Value { .. } if !scope.has_value(entry) => 0,
            Resolved::Value { .. } => write_value(entry, place, number, writer)?,
            Resolved::Records { .. } => write_records(entry, place, written, scope, writer)?,
        };
        if written > entry.row.most {
            let problem = format!("customs takes at most {} of them", entry.row.most);
            return Err(refused(about(entry, place), problem));
        }
    }
    Ok(())
}

/// Writes the elements of one row that are in the scope, numbered after those already counted;
/// returns how many there are.
fn write_records(
    entry: &Entry,
    place: &RecordCursor<'_>,
    written: usize,
    scope: Scope<'_>,
    writer: &mut Writer,
) -> Result<usize, EncodeError> {
    let Resolved::Records { entries, .. } = &entry.content else {
        return Ok(0);
    };
    let records = place.records(entry);
    if records.is_empty() && scope.is_whole() && is_required(entry.row.need, place) {
        return Err(missing(entry, about(entry, place)));
    }
    for (index, record) in records.iter().enumerate() {
        let number = number_of(entries, record, written + index + 1);
        let Some(scope) = scope.of_record(entry, entries, number) else {
            continue;
        };
        let attribute = attribute(entry, place, written + index + 1);
        let attribute = attribute.as_ref().map(|(name, text)| (*name, &**text));
        writer
            .open_attributed(entry.row.element, attribute)
            .map_err(|problem| refused(about(entry, place), problem.to_string()))?;
        write_all(entries, record, written + index + 1, scope, writer)?;
        writer.close();
    }
    Ok(records.len())
}

/// Writes the value of one row; returns how many elements that made.
fn write_value(
    entry: &Entry,
    place: &RecordCursor<'_>,
    number: usize,
    writer: &mut Writer,
) -> Result<usize, EncodeError> {
    let Resolved::Value {
        sources,
        format,
        before,
    } = &entry.content
    else {
        return Ok(0);
    };
    let format = format_here(entry, *format, place);
    let before = before.as_ref().and_then(|route| place.field(route).text());
    for source in sources {
        let text = value(source, format, place, number, before.as_deref())
            .map_err(|problem| refused(about(entry, place), problem))?;
        if let Some(text) = text {
            let attribute = attribute(entry, place, number);
            let attribute = attribute.as_ref().map(|(name, text)| (*name, &**text));
            writer
                .leaf_with(entry.row.element, attribute, &text)
                .map_err(|problem| refused(about(entry, place), problem.to_string()))?;
            return Ok(1);
        }
    }
    if is_required(entry.row.need, place) {
        return Err(missing(entry, about(entry, place)));
    }
    Ok(0)
}

/// The format of an entry's value in the edition that is written.
pub(super) fn format_here(entry: &Entry, format: Format, place: &RecordCursor<'_>) -> Format {
    match entry.row.differing {
        Some(other) if place.is_among(other.editions) => other.format,
        Some(_) | None => format,
    }
}

/// The attribute of an entry's element, where one of its sources has something.
pub(super) fn attribute<'a>(
    entry: &'a Entry,
    place: &RecordCursor<'a>,
    number: usize,
) -> Option<(&'static str, Cow<'a, str>)> {
    let (name, sources) = entry.attribute.as_ref()?;
    let text = |source| value(source, Format::Text(usize::MAX), place, number, None).ok()?;
    Some((*name, sources.iter().find_map(text)?))
}

/// The text of a source, `None` when it has nothing.
pub(super) fn value<'a>(
    source: &'a Origin,
    format: Format,
    place: &RecordCursor<'a>,
    number: usize,
    before: Option<&str>,
) -> Result<Option<Cow<'a, str>>, String> {
    match source {
        Origin::Field(route) => format.text(place.field(route), before),
        Origin::Given(name, _) => match place.given(name) {
            Some(text) => format.text(Field::Text(text), before),
            None => Ok(None),
        },
        Origin::Number => Ok(Some(number.to_string().into())),
        Origin::Place => Ok(Some(place.position().to_string().into())),
        Origin::Count(route) => Ok(Some(place.elements(route).len().to_string().into())),
        Origin::Total(list, field) => {
            let Some(total) = total(place, list, field) else {
                return Ok(None);
            };
            let text = format.text(Field::Decimal(total), before)?;
            Ok(text.map(|text| text.into_owned().into()))
        }
        Origin::Fixed(text) => Ok(Some((*text).into())),
    }
}

/// The sum of a field; nothing where there is nothing to sum up.
fn total(place: &RecordCursor<'_>, list: &Route, field: &Route) -> Option<Decimal> {
    let elements = place.elements(list);
    let amount = |element| match along(element, &field.steps) {
        Field::Decimal(decimal) => Some(decimal),
        _ => None,
    };
    let amounts = elements.iter().filter_map(|(_, element)| amount(*element));
    (!elements.is_empty()).then(|| amounts.sum())
}

pub(super) fn is_required(need: Need, place: &RecordCursor<'_>) -> bool {
    match need {
        Need::Optional | Need::Always | Need::AtLeastOnce => false,
        Need::Required => true,
        Need::RequiredIn(editions) => place.is_among(editions),
    }
}

/// The field that a row speaks of.
pub(super) fn about(entry: &Entry, place: &RecordCursor<'_>) -> FieldPath {
    match &entry.content {
        Resolved::Records { about, .. } => place.path_along(about),
        Resolved::Value { sources, .. } => value_path(sources, place),
    }
}

/// The field a value comes from: the first source that has something, else the first field named.
pub(super) fn value_path(sources: &[Origin], place: &RecordCursor<'_>) -> FieldPath {
    let routes = || {
        sources.iter().filter_map(|source| match source {
            Origin::Field(route) | Origin::Given(_, route) | Origin::Count(route) => Some(route),
            Origin::Total(list, _) => Some(list),
            Origin::Number | Origin::Place | Origin::Fixed(_) => None,
        })
    };
    routes()
        .find(|route| !place.field(route).is_empty())
        .or_else(|| routes().find(|route| place.is_of_document(route)))
        .or_else(|| routes().next())
        .map_or_else(|| place.path(), |route| place.path_along(route))
}

fn refused(path: FieldPath, problem: String) -> EncodeError {
    EncodeError::Document { path, problem }
}

fn missing(entry: &Entry, path: FieldPath) -> EncodeError {
    let problem = format!("is missing; customs require it as {}", entry.row.element);
    EncodeError::Document { path, problem }
}
