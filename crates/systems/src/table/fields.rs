//! Which fields has a message a place for, and what fits there?
//!
//! The rows are followed without a document: each field that a row writes, with the limits of its
//! format, and each list with the number of its elements.

use std::collections::BTreeMap;

use cas_gateway::{Limits, WrittenField};
use cas_model::shape::{Shape, ValueKind};

use super::compile::{Entry, Origin, PathStep, Resolved, Route, Table};
use super::format::Format;
use super::row::Need;

/// Characters of a full document type: category and type (N + 380).
const TYPE_LENGTH: usize = 4;

impl Table {
    /// The fields of the document that the message has a place for in one of its editions, by
    /// path; in any where none is given.
    #[must_use]
    pub fn fields(&self, edition: Option<&str>) -> Vec<WrittenField> {
        let mut fields = Fields {
            root: self.shape,
            edition,
            found: BTreeMap::new(),
        };
        fields.entries(&self.rows, &Record::document(self.shape));
        let found = fields.found.into_iter();
        found
            .map(|(path, (limits, is_required))| WrittenField {
                path,
                limits,
                is_required,
            })
            .collect()
    }
}

struct Fields<'t> {
    root: &'static Shape,
    edition: Option<&'t str>,
    found: BTreeMap<String, (Limits, bool)>,
}

/// The record that rows stand in.
pub(super) struct Record {
    pub(super) path: String,
    pub(super) shape: &'static Shape,
}

impl Record {
    /// The record that all others stand in.
    pub(super) fn document(shape: &'static Shape) -> Self {
        Self {
            path: String::new(),
            shape,
        }
    }
}

/// The path that a route leads to from a record, below the document whose shape is `root`.
pub(super) fn path_along(root: &'static Shape, route: &Route, record: &Record) -> String {
    let (mut path, mut shape) = match route.from_document {
        true => (String::new(), root),
        false => (record.path.clone(), record.shape),
    };
    for (step, behind) in route.steps.iter().zip(&route.shapes) {
        let (PathStep::Field(index) | PathStep::Select { list: index, .. }) = step;
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(shape.fields[*index].name);
        shape = behind;
    }
    path
}

impl Fields<'_> {
    fn entries(&mut self, entries: &[Entry], record: &Record) {
        for entry in entries {
            if entry
                .row
                .edition
                .is_none_or(|editions| self.is_among(editions))
            {
                self.entry(entry, record);
            }
        }
    }

    fn entry(&mut self, entry: &Entry, record: &Record) {
        match &entry.content {
            Resolved::Value {
                sources, format, ..
            } => {
                let format = match entry.row.differing {
                    Some(other) if self.edition.is_some() && self.is_among(other.editions) => {
                        other.format
                    }
                    Some(_) | None => *format,
                };
                let is_alone = sources.len() == 1 && entry.made_of.is_empty();
                let is_required = is_alone && self.is_required(entry);
                for route in sources.iter().filter_map(Origin::field) {
                    let path = self.path(route, record);
                    self.add(path, limits(format), is_required);
                }
            }
            Resolved::Records { from, entries, .. } => {
                let inside = Record {
                    path: self.path(from, record),
                    shape: from.ends,
                };
                if !from.steps.is_empty() {
                    let elements = match from.kind {
                        Some(ValueKind::List(_)) => Some(entry.row.most),
                        Some(_) | None => None,
                    };
                    let limits = Limits {
                        elements,
                        ..Limits::default()
                    };
                    self.add(inside.path.clone(), limits, self.is_required(entry));
                }
                self.entries(entries, &inside);
            }
        }
    }

    fn is_required(&self, entry: &Entry) -> bool {
        let is_needed = match entry.row.need {
            Need::Required => true,
            Need::RequiredIn(editions) => self.is_among(editions),
            Need::Optional | Need::Always | Need::AtLeastOnce => false,
        };
        is_needed && entry.row.when.is_empty()
    }

    fn is_among(&self, editions: &str) -> bool {
        self.edition
            .is_none_or(|edition| editions.split(' ').any(|one| one == edition))
    }

    fn path(&self, route: &Route, record: &Record) -> String {
        path_along(self.root, route, record)
    }

    fn add(&mut self, path: String, limits: Limits, is_required: bool) {
        if path.is_empty() {
            return;
        }
        let known = self.found.entry(path);
        known
            .and_modify(|(known, was_required)| {
                *known = known.or(limits);
                *was_required &= is_required;
            })
            .or_insert((limits, is_required));
    }
}

fn limits(format: Format) -> Limits {
    let none = Limits::default();
    match format {
        Format::Text(most) | Format::After(_, most) => Limits {
            most_length: Some(most),
            ..none
        },
        Format::WholeType(_) => Limits {
            most_length: Some(TYPE_LENGTH),
            ..none
        },
        Format::Sized(least, most) => Limits {
            least_length: Some(least),
            most_length: Some(most),
            ..none
        },
        Format::Decimal(digits, decimals) | Format::Positive(digits, decimals) => Limits {
            digits: Some(digits),
            decimals: Some(decimals),
            ..none
        },
        Format::Within(least, most) => Limits {
            least: Some(least),
            most: Some(most),
            ..none
        },
        // A code that is longer is written in part.
        Format::Part(..)
        | Format::Begin(..)
        | Format::Integer
        | Format::Flag
        | Format::Date
        | Format::CompactDate
        | Format::DateTime
        | Format::CompactMoment(_) => none,
    }
}
