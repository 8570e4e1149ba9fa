//! What would a message not carry of a document, and what could it not be written with?
//!
//! The rows are followed as they are when the message is written, but what does not fit is
//! collected instead of ending it, and each field that a row takes is noted. What stands in the
//! document then and was not taken is not declared. A field is taken by the row that writes it, by
//! what a value is made of, by an attribute, and by what selects a record or tests it for one
//! value; a source that is passed over because another has something, only where it says the same.

use std::borrow::Cow;

use cas_gateway::{Examined, Matter};
use cas_model::FieldPath;
use cas_model::access::Field;

use super::compile::{Check, Entry, Origin, PathStep, Resolved, Route, Table};
use super::format::Format;
use super::known::Known;
use super::place::{Context, RecordCursor};
use super::row::Test;
use super::taken::Taken;
use super::unsaid::unsaid;
use super::write::{about, attribute, format_here, is_required, value};
use crate::xml;

impl Table {
    /// All that the message would not carry of the document, cannot be written with, or lacks.
    #[must_use]
    pub fn examine(&self, context: &Context<'_>) -> Vec<Examined> {
        let mut examiner = Examiner::default();
        examiner.all(&self.rows, &RecordCursor::root(context), 1);
        let Examiner {
            mut taken, found, ..
        } = examiner;
        taken.settle();
        let mut all = found;
        unsaid(
            context.document,
            &taken,
            &|| Known::from_table(self),
            &mut all,
        );
        all
    }
}

#[derive(Default)]
struct Examiner {
    taken: Taken,
    /// The fields taken of the record whose entries are followed.
    own: u128,
    found: Vec<Examined>,
}

impl Examiner {
    /// Follows entries for one record, which is the `number`th of its element.
    fn all<'a>(&mut self, entries: &'a [Entry], place: &RecordCursor<'a>, number: usize) {
        let (mut element, mut written) = ("", 0);
        let outer = std::mem::take(&mut self.own);
        for entry in entries.iter().filter(|entry| place.applies(entry)) {
            if entry.row.element != element {
                (element, written) = (entry.row.element, 0);
            }
            let before = written;
            written += match &entry.content {
                Resolved::Value { .. } => self.value(entry, place, number),
                Resolved::Records { .. } => self.records(entry, place, written),
            };
            if written > entry.row.most && before <= entry.row.most {
                let problem = format!(
                    "there are {written} of them; customs takes at most {}",
                    entry.row.most
                );
                self.refuse(about(entry, place), problem);
            }
            if written > before {
                entry.when.iter().for_each(|check| self.test(check, place));
            }
        }
        let own = std::mem::replace(&mut self.own, outer);
        if let Some(node) = place.node().filter(|_| own != 0) {
            self.taken.take_all(node, own);
        }
    }

    /// Follows one row of elements, numbered after those before it; returns how many there are.
    fn records<'a>(&mut self, entry: &'a Entry, place: &RecordCursor<'a>, written: usize) -> usize {
        let Resolved::Records { entries, only, .. } = &entry.content else {
            return 0;
        };
        let records = place.records(entry);
        if records.is_empty() && is_required(entry.row.need, place) {
            self.miss(entry, place);
        }
        for (index, record) in records.iter().enumerate() {
            let number = written + index + 1;
            self.attribute(entry, place, number);
            self.all(entries, record, number);
            if let Some(Check {
                route,
                test: Test::Is(_, [_]),
            }) = only
            {
                record.fields_along(route, &mut |node, index| self.taken.take(node, index));
            }
        }
        records.len()
    }

    /// Follows the row of a value; returns how many elements that makes.
    fn value(&mut self, entry: &Entry, place: &RecordCursor<'_>, number: usize) -> usize {
        let Resolved::Value {
            sources,
            format,
            before,
        } = &entry.content
        else {
            return 0;
        };
        let format = format_here(entry, *format, place);
        let prefix = before.as_ref().and_then(|route| place.field(route).text());
        let chosen = sources
            .iter()
            .map(|source| (source, says(source, format, place, prefix.as_deref())))
            .enumerate()
            .find(|(_, (_, says))| !matches!(says, Says::Nothing));
        let Some((position, (source, says))) = chosen else {
            if is_required(entry.row.need, place) {
                self.miss(entry, place);
            }
            return 0;
        };
        if let Says::Refused(problem) = says {
            self.refuse(about(entry, place), problem);
        }
        self.source(source, place, number);
        let others = &sources[position + 1..];
        let has_more = |other: &Origin| match other {
            Origin::Field(route) => !place.field(route).is_empty(),
            Origin::Given(..) | Origin::Total(..) => true,
            Origin::Number | Origin::Place | Origin::Count(_) | Origin::Fixed(_) => false,
        };
        if others.iter().any(has_more) {
            let text = value(source, format, place, number, prefix.as_deref());
            let text = text.ok().flatten();
            for other in others {
                let same = value(other, format, place, number, prefix.as_deref());
                if text.is_some() && same.ok().flatten() == text {
                    self.source(other, place, number);
                }
            }
        }
        match before {
            Some(route) => self.prefix(route, sources, format, place),
            None => entry
                .made_of
                .iter()
                .for_each(|route| self.take(route, place)),
        }
        self.attribute(entry, place, number);
        1
    }

    /// Notes the field that stands before a value, where it does.
    fn prefix(
        &mut self,
        before: &Route,
        sources: &[Origin],
        format: Format,
        place: &RecordCursor<'_>,
    ) {
        let Some(prefix) = place.field(before).text() else {
            return;
        };
        let mut texts = sources.iter().filter_map(|source| {
            value(source, format, place, 1, Some(&prefix))
                .ok()
                .flatten()
        });
        if texts
            .next()
            .is_some_and(|text| text.starts_with(prefix.trim()))
        {
            self.take(before, place);
        }
    }

    /// Follows the attribute of an element.
    fn attribute(&mut self, entry: &Entry, place: &RecordCursor<'_>, number: usize) {
        let Some((_, sources)) = &entry.attribute else {
            return;
        };
        let Some((_, text)) = attribute(entry, place, number) else {
            return;
        };
        if let Err(problem) = xml::check(&text) {
            self.refuse(about(entry, place), problem.to_string());
        }
        for source in sources {
            let Origin::Field(route) = source else {
                continue;
            };
            let field = place.field(route).text();
            if field.is_some_and(|field| field.trim() == text) {
                self.take(route, place);
            }
        }
    }

    /// Notes the fields that a source of a value is.
    fn source(&mut self, source: &Origin, place: &RecordCursor<'_>, number: usize) {
        match source {
            Origin::Field(route) | Origin::Given(_, route) => self.take(route, place),
            Origin::Number => self.position(place, number),
            Origin::Place => self.position(place, place.position()),
            Origin::Total(list, field) => {
                let Field::List(list) = place.field(list) else {
                    return;
                };
                for element in (0..list.len()).filter_map(|index| list.get(index)) {
                    place.at(element).fields_along(field, &mut |node, index| {
                        self.taken.take(node, index);
                    });
                }
            }
            Origin::Count(_) | Origin::Fixed(_) => {}
        }
    }

    /// An element that numbers itself says the number that its record has, where that is the same.
    fn position(&mut self, place: &RecordCursor<'_>, number: usize) {
        let Some(node) = place.node() else { return };
        if let Some(index) = node.shape().index_of("seqNum")
            && matches!(node.field(index), Field::Integer(given) if given as usize == number)
        {
            self.own |= 1 << index;
        }
    }

    /// A test for one value says the value, where the element is there.
    fn test(&mut self, check: &Check, place: &RecordCursor<'_>) {
        if let Test::Is(_, [_]) = check.test {
            self.take(&check.route, place);
        }
    }

    fn take(&mut self, route: &Route, place: &RecordCursor<'_>) {
        if let ([PathStep::Field(index)], false) = (&route.steps[..], route.from_document) {
            self.own |= 1 << index;
            return;
        }
        place.fields_along(route, &mut |node, index| self.taken.take(node, index));
    }

    fn refuse(&mut self, path: FieldPath, problem: String) {
        let matter = Matter::DoesNotFit(problem);
        let refused = Examined { path, matter };
        // Rows of several elements may take one value.
        if !self.found.contains(&refused) {
            self.found.push(refused);
        }
    }

    fn miss(&mut self, entry: &Entry, place: &RecordCursor<'_>) {
        self.found.push(Examined {
            path: about(entry, place),
            matter: Matter::Missing(entry.row.element),
        });
    }
}

/// What a source has to say.
enum Says {
    Nothing,
    Something,
    Refused(String),
}

fn says(source: &Origin, format: Format, place: &RecordCursor<'_>, before: Option<&str>) -> Says {
    let text = match source {
        Origin::Field(route) => {
            let field = place.field(route);
            if let Some(fits) = format.fits(field) {
                return if fits { Says::Something } else { Says::Nothing };
            }
            format.text(field, before)
        }
        Origin::Number | Origin::Place | Origin::Count(_) | Origin::Fixed(_) => {
            return Says::Something;
        }
        Origin::Given(..) | Origin::Total(..) => value(source, format, place, 1, before),
    };
    let checked = |text: Cow<'_, str>| xml::check(&text).map_err(|problem| problem.to_string());
    match text.and_then(|text| text.map(checked).transpose()) {
        Ok(None) => Says::Nothing,
        Ok(Some(())) => Says::Something,
        Err(problem) => Says::Refused(problem),
    }
}
