//! Where in the document we are while a table is followed, and what stands there.

use cas_model::FieldPath;
use cas_model::access::{Field, Node};
use cas_model::shape::{Shape, ValueKind};

use super::Format;
use super::compile::{Check, Entry, Origin, PathStep, Resolved, Route};
use super::row::Need;

/// What a message is made from.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The document that the message is written of.
    pub document: &'a dyn Node,
    /// The edition of the message; empty for any.
    pub edition: Option<&'a str>,
    /// Values given with the request, by name.
    pub given: &'a [(&'static str, &'a str)],
}

/// A record of the document, and how we came to it. The path is made only when it is asked for.
#[derive(Clone, Copy)]
pub(super) struct RecordCursor<'a> {
    pub context: &'a Context<'a>,
    /// Nothing for a record that could be there and is not.
    node: Option<&'a dyn Node>,
    shape: &'static Shape,
    came: Came<'a>,
}

#[derive(Clone, Copy)]
enum Came<'a> {
    Here,
    Along {
        from: &'a RecordCursor<'a>,
        route: &'a Route,
        element: Option<usize>,
    },
    /// The one record of a row that is written at least once, where its list is empty: it is no
    /// element of the list, and what it has of its own would be in the first.
    Alone {
        from: &'a RecordCursor<'a>,
        route: &'a Route,
    },
}

impl<'a> RecordCursor<'a> {
    pub fn root(context: &'a Context<'a>) -> Self {
        Self {
            context,
            node: Some(context.document),
            shape: context.document.shape(),
            came: Came::Here,
        }
    }

    pub fn path(&self) -> FieldPath {
        match self.came {
            Came::Here => FieldPath::root(),
            Came::Along {
                from,
                route,
                element,
            } => {
                let path = from.path_along(route);
                element.map_or(path.clone(), |index| path.index(index))
            }
            Came::Alone { from, .. } => from.path(),
        }
    }

    /// Whether a route leads to a field that the document can have: the one record of an empty list
    /// has none of its own.
    pub fn is_of_document(&self, route: &Route) -> bool {
        route.from_document || !matches!(self.came, Came::Alone { .. })
    }

    /// The position of the record in its list, from 1.
    pub fn position(&self) -> usize {
        match self.came {
            Came::Along { element, .. } => element.map_or(1, |index| index + 1),
            Came::Here | Came::Alone { .. } => 1,
        }
    }

    /// The path of a field seen from here. A selected element that is not there ends the path at
    /// its list.
    pub fn path_along(&self, route: &Route) -> FieldPath {
        if let Came::Alone { from, route: list } = self.came
            && !route.from_document
        {
            return from.path_along(list);
        }
        let (mut node, mut shape, mut path) = if route.from_document {
            let document = self.context.document;
            (Some(document), document.shape(), FieldPath::root())
        } else {
            (self.node, self.shape, self.path())
        };
        for step in &route.steps {
            let (PathStep::Field(index) | PathStep::Select { list: index, .. }) = step;
            let field = &shape.fields[*index];
            path = path.field(field.name);
            if let ValueKind::Record(inner) | ValueKind::List(inner) = field.kind {
                shape = inner();
            }
            node = match (step, node) {
                (PathStep::Field(index), Some(record)) => record_of(record.field(*index)),
                (PathStep::Select { .. }, Some(record)) => match selected(record, step) {
                    Some((position, element)) => {
                        path = path.index(position);
                        Some(element)
                    }
                    None => return path,
                },
                (PathStep::Field(_), None) => None,
                (PathStep::Select { .. }, None) => return path,
            };
        }
        path
    }

    /// The place of another record, of which only fields are asked.
    pub fn at(&self, node: &'a dyn Node) -> RecordCursor<'a> {
        RecordCursor {
            context: self.context,
            node: Some(node),
            shape: node.shape(),
            came: Came::Here,
        }
    }

    /// The record itself; `None` for one that is not there.
    pub fn node(&self) -> Option<&'a dyn Node> {
        self.node
    }

    /// The fields that a route goes through, each with the record it is of: what selects an
    /// element, and the field the route ends in.
    pub fn fields_along(&self, route: &Route, see: &mut dyn FnMut(&'a dyn Node, usize)) {
        let start = match route.from_document {
            true => Some(self.context.document),
            false => self.node,
        };
        let Some(mut node) = start else { return };
        for (position, step) in route.steps.iter().enumerate() {
            let is_last = position + 1 == route.steps.len();
            match step {
                PathStep::Field(index) if is_last => see(node, *index),
                PathStep::Field(index) => match record_of(node.field(*index)) {
                    Some(record) => node = record,
                    None => return,
                },
                PathStep::Select { key, .. } => match selected(node, step) {
                    Some((_, element)) => {
                        see(element, *key);
                        node = element;
                    }
                    None => return,
                },
            }
        }
    }

    pub fn field(&self, route: &Route) -> Field<'a> {
        if route.from_document {
            return along(self.context.document, &route.steps);
        }
        self.node
            .map_or(Field::Absent, |node| along(node, &route.steps))
    }

    pub fn holds(&self, check: &Check) -> bool {
        check.test.holds(self.field(&check.route))
    }

    /// Whether an entry is written at all in this edition and under its conditions.
    pub fn applies(&self, entry: &Entry) -> bool {
        let is_meant = |editions| self.context.edition.is_none() || self.is_among(editions);
        entry.row.edition.is_none_or(is_meant) && self.allows(entry)
    }

    /// Whether the edition is one of these, which are separated by spaces.
    pub fn is_among(&self, editions: &str) -> bool {
        editions
            .split(' ')
            .any(|edition| Some(edition) == self.context.edition)
    }

    /// Whether an entry's conditions hold, whatever the edition.
    pub fn allows(&self, entry: &Entry) -> bool {
        entry.when.iter().all(|check| self.holds(check))
    }

    /// The place of a single record that is not there.
    pub fn absent(&'a self, route: &'a Route) -> RecordCursor<'a> {
        RecordCursor {
            context: self.context,
            node: None,
            shape: route.ends,
            came: Came::Along {
                from: self,
                route,
                element: None,
            },
        }
    }

    /// The records an entry is written for, in order: those that have something to say.
    pub fn records(&'a self, entry: &'a Entry) -> Vec<RecordCursor<'a>> {
        let Resolved::Records {
            from,
            only,
            entries,
            ..
        } = &entry.content
        else {
            return Vec::new();
        };
        let place = |node, element| RecordCursor {
            context: self.context,
            node: Some(node),
            shape: from.ends,
            came: Came::Along {
                from: self,
                route: from,
                element,
            },
        };
        let mut found = Vec::new();
        if let Field::Record(node) = self.field(from) {
            found.push(place(node, None));
        }
        let elements = self.elements(from).into_iter();
        found.extend(elements.map(|(index, node)| place(node, Some(index))));
        if found.is_empty() && entry.row.need == Need::AtLeastOnce {
            return vec![RecordCursor {
                context: self.context,
                node: None,
                shape: from.ends,
                came: Came::Alone {
                    from: self,
                    route: from,
                },
            }];
        }
        let always = matches!(entry.row.need, Need::Always | Need::AtLeastOnce);
        found
            .into_iter()
            .filter(|place| only.as_ref().is_none_or(|check| place.holds(check)))
            .filter(|place| always || place.says_something(entries))
            .collect()
    }

    /// The elements of the list that a route ends in, with their positions in it: where it is
    /// joined, those that name this record. An element that names none is of the first record.
    pub fn elements(&self, route: &Route) -> Vec<(usize, &'a dyn Node)> {
        let Field::List(list) = self.field(route) else {
            return Vec::new();
        };
        let all = (0..list.len()).filter_map(|index| Some((index, list.get(index)?)));
        let (Some(join), Some(_)) = (&route.join, self.node) else {
            return all.collect();
        };
        let key = self.field(&join.key).text();
        let is_first = self.position() == 1;
        let names_this = |element: &&'a dyn Node| match element.field(join.names).text() {
            Some(name) => key.as_deref() == Some(name.as_ref()),
            None => is_first,
        };
        all.filter(|(_, element)| names_this(element)).collect()
    }

    fn says_something(&self, entries: &[Entry]) -> bool {
        entries
            .iter()
            .filter(|entry| self.applies(entry))
            .any(|entry| match &entry.content {
                Resolved::Value {
                    sources, format, ..
                } => sources.iter().any(|source| self.has(source, *format)),
                Resolved::Records { .. } => !self.records(entry).is_empty(),
            })
    }

    /// Whether a source has something of the document, or given with the request.
    pub fn has(&self, source: &Origin, format: Format) -> bool {
        match source {
            Origin::Field(route) => {
                let field = self.field(route);
                let blank = matches!(field, Field::Text(text) if !format.reaches(text));
                !blank && !field.is_empty()
            }
            Origin::Given(name, _) => self.given(name).is_some(),
            Origin::Number
            | Origin::Place
            | Origin::Count(_)
            | Origin::Total(..)
            | Origin::Fixed(_) => false,
        }
    }

    pub fn given(&self, name: &str) -> Option<&'a str> {
        self.context
            .given
            .iter()
            .find(|(given, _)| *given == name)
            .map(|(_, value)| *value)
    }
}

/// What stands at the end of some steps.
pub(super) fn along<'a>(start: &'a dyn Node, steps: &[PathStep]) -> Field<'a> {
    let mut at = Field::Record(start);
    for step in steps {
        let Field::Record(node) = at else {
            return Field::Absent;
        };
        at = match step {
            PathStep::Field(index) => node.field(*index),
            PathStep::Select { .. } => match selected(node, step) {
                Some((_, element)) => Field::Record(element),
                None => Field::Absent,
            },
        };
    }
    at
}

pub(super) fn record_of(field: Field<'_>) -> Option<&dyn Node> {
    let Field::Record(node) = field else {
        return None;
    };
    Some(node)
}

/// The element that a selecting step chooses, and its position.
fn selected<'a>(node: &'a dyn Node, step: &PathStep) -> Option<(usize, &'a dyn Node)> {
    let PathStep::Select { list, key, value } = step else {
        return None;
    };
    let Field::List(elements) = node.field(*list) else {
        return None;
    };
    (0..elements.len())
        .filter_map(|index| Some((index, elements.get(index)?)))
        .find(|(_, element)| matches!(element.field(*key), Field::Text(text) if text == *value))
}
