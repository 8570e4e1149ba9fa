//! Customs' pointers and our field paths, both ways, from the rows that write the message.
//!
//! Which record an element's number means depends on what the document holds: the third
//! SupportingDocument is the third document that is one. So both directions count as the writer
//! counts.

use cas_model::FieldPath;
use cas_model::access::Node;

use super::compile::{Entry, Origin, Resolved, Table};
use super::numbers::number_of;
use super::place::{Context, RecordCursor};
use super::row::Names;
use super::write::{about, value_path};

/// One step of a customs' pointer: an element's name, and its number where one is given.
struct Segment<'a> {
    name: &'a str,
    number: Option<usize>,
}

impl Table {
    /// The field that a pointer below the root element means. A pointer may end early, leave out
    /// numbers or carry prefixes. What the table does not know leads to the nearest record it
    /// knows; an element without its number, of which there are several, leads to their list.
    #[must_use]
    pub fn field_of(&self, document: &dyn Node, pointer: &str) -> FieldPath {
        let segments: Vec<Segment<'_>> = pointer.split('/').filter_map(segment).collect();
        let context = any_edition(document);
        field(&self.rows, &RecordCursor::root(&context), &segments)
    }

    /// The pointer, below the root element, to the element that is made from a field.
    #[must_use]
    pub fn pointer_of(&self, document: &dyn Node, path: &FieldPath) -> Option<String> {
        self.search(document, path, 1).into_iter().next()
    }

    /// The pointers to all elements that are made from a field, in the order of the message.
    #[must_use]
    pub fn pointers_of(&self, document: &dyn Node, path: &FieldPath) -> Vec<String> {
        self.search(document, path, usize::MAX)
    }

    fn search(&self, document: &dyn Node, target: &FieldPath, most: usize) -> Vec<String> {
        let context = any_edition(document);
        let mut search = Search {
            target,
            most,
            names: self.names,
            found: Vec::new(),
        };
        search.rows(&self.rows, &RecordCursor::root(&context), "");
        search.found
    }
}

fn any_edition(document: &dyn Node) -> Context<'_> {
    Context {
        document,
        edition: None,
        given: &[],
    }
}

/// `ncts:Name[3]` in its parts; the name alone where the number is not one.
fn segment(text: &str) -> Option<Segment<'_>> {
    let (name, number) = match text.split_once('[') {
        Some((name, rest)) => (name, rest.trim_end_matches(']').trim().parse().ok()),
        None => (text, None),
    };
    let name = name.rsplit(':').next().unwrap_or(name).trim();
    (!name.is_empty()).then_some(Segment { name, number })
}

fn field(entries: &[Entry], place: &RecordCursor<'_>, segments: &[Segment<'_>]) -> FieldPath {
    let Some((first, rest)) = segments.split_first() else {
        return place.path();
    };
    let named = || {
        entries
            .iter()
            .filter(|entry| entry.row.is_called(first.name))
    };
    let Some(entry) = named().find(|e| place.allows(e)).or_else(|| named().next()) else {
        return place.path();
    };
    let Resolved::Records {
        from,
        entries: inside,
        ..
    } = &entry.content
    else {
        return about(entry, place);
    };
    if entry.row.most == 1 {
        let record = place.records(entry).first().copied();
        let record = record.unwrap_or_else(|| place.absent(from));
        return inside_of(entry, inside, place, &record, rest);
    }
    let mut numbered = Vec::new();
    for entry in named() {
        let Resolved::Records { entries, .. } = &entry.content else {
            continue;
        };
        for (index, record) in place.records(entry).iter().enumerate() {
            let number = number_of(entries, record, numbered.len() + 1);
            numbered.push((entry, entries, index, number));
        }
    }
    let found = match (first.number, &*numbered) {
        (Some(wanted), _) => numbered.iter().find(|(.., number)| *number == wanted),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    match found {
        Some((entry, entries, index, _)) => {
            let records = place.records(entry);
            inside_of(entry, entries, place, &records[*index], rest)
        }
        None => about(entry, place),
    }
}

/// The field inside a record; the record itself, or what its row is about, when the pointer ends.
fn inside_of(
    entry: &Entry,
    inside: &[Entry],
    place: &RecordCursor<'_>,
    record: &RecordCursor<'_>,
    rest: &[Segment<'_>],
) -> FieldPath {
    if rest.is_empty() && record.path() == place.path() {
        return about(entry, place);
    }
    field(inside, record, rest)
}

/// The pointers that are looked for, and those found so far.
struct Search<'a> {
    target: &'a FieldPath,
    most: usize,
    names: Names,
    found: Vec<String>,
}

impl Search<'_> {
    fn is_done(&self) -> bool {
        self.found.len() >= self.most
    }

    /// Looks through a record's rows; `above` is the pointer to it.
    fn rows(&mut self, entries: &[Entry], place: &RecordCursor<'_>, above: &str) {
        let (mut element, mut counted) = ("", 0);
        for entry in entries.iter().filter(|entry| place.allows(entry)) {
            if entry.row.element != element {
                (element, counted) = (entry.row.element, 0);
            }
            if self.is_done() {
                return;
            }
            match &entry.content {
                Resolved::Value { sources, .. } => {
                    let is_named =
                        !is_position(entry) && value_path(sources, place) == *self.target;
                    if is_named || makes(entry, place, self.target) {
                        self.found.push(above.to_owned() + &self.step(entry, None));
                    }
                }
                Resolved::Records { .. } => counted = self.records(entry, place, above, counted),
            }
        }
    }

    /// Looks through the elements of one row, numbered after those `counted`; returns how many
    /// there are then.
    fn records(
        &mut self,
        entry: &Entry,
        place: &RecordCursor<'_>,
        above: &str,
        counted: usize,
    ) -> usize {
        let Resolved::Records {
            from,
            entries: inside,
            ..
        } = &entry.content
        else {
            return counted;
        };
        let mut records = place.records(entry);
        if records.is_empty() && entry.row.most == 1 {
            records.push(place.absent(from));
        }
        for (index, record) in records.iter().enumerate() {
            // Of many records only one can hold it, unless they tell of fields elsewhere; a single
            // one may speak of them.
            let is_elsewhere = || !self.target.is_within(&record.path());
            if entry.row.most > 1 && is_elsewhere() && !entry.reaches(self.target) {
                continue;
            }
            let number = number_of(inside, record, counted + index + 1);
            let number = (entry.row.most > 1).then_some(number);
            let at = above.to_owned() + &self.step(entry, number);
            let before = self.found.len();
            self.rows(inside, record, &at);
            if self.found.len() == before && self.is_meant(entry, place, record) {
                self.found.push(at);
            }
            if self.is_done() {
                break;
            }
        }
        counted + records.len()
    }

    /// The step of a pointer that leads into an entry's element.
    fn step(&self, entry: &Entry, number: Option<usize>) -> String {
        match (entry.row.called(self.names), number) {
            ("", _) => String::new(),
            (name, None) => format!("/{name}"),
            (name, Some(number)) => format!("/{name}[{number}]"),
        }
    }

    /// Whether the record itself is meant.
    fn is_meant(&self, entry: &Entry, place: &RecordCursor<'_>, record: &RecordCursor<'_>) -> bool {
        let path = record.path();
        let is_record = path != place.path() && path == *self.target;
        let is_about = path == place.path() && about(entry, place) == *self.target;
        is_record || is_about
    }
}

/// Whether a field is part of an entry's value: in its text, or in its attribute where there is a
/// value for that to stand at.
fn makes(entry: &Entry, place: &RecordCursor<'_>, target: &FieldPath) -> bool {
    let is_there = match &entry.content {
        Resolved::Value {
            sources, format, ..
        } => sources.iter().any(|source| place.has(source, *format)),
        Resolved::Records { .. } => true,
    };
    let attribute = entry.attribute.iter().filter(|_| is_there);
    let attribute = attribute.flat_map(|(_, sources)| sources);
    attribute
        .filter_map(Origin::field)
        .chain(&entry.made_of)
        .any(|route| place.path_along(route) == *target)
}

/// Whether an entry only counts: its pointer means the record, which has its own.
fn is_position(entry: &Entry) -> bool {
    matches!(
        &entry.content,
        Resolved::Value { sources, .. }
            if sources.iter().all(|s| matches!(
                s,
                Origin::Number | Origin::Place | Origin::Fixed(_)
            ))
    )
}
