//! Where a value stands in a document.
//!
//! `goodsShipment.governmentAgencyGoodsItems[2].goodsMeasure.gmass`: JSON names joined by dots,
//! positions in brackets from 0. Findings, origins, error pointers and structural errors all name
//! their place so.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::access::{AccessError, Elements, ElementsMut, Field, Node, Value};
use crate::path::{self, ElementKey, KnownPath, Piece, Tokens};

/// A path to a field, record or element of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldPath(String);

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment<'a> {
    /// A field by its JSON name.
    Name(&'a str),
    /// A position in a collection, from 0.
    Index(usize),
}

impl FieldPath {
    /// The path of the document itself, which is empty.
    #[must_use]
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// A path from its text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The path as text, such as `goodsShipment.consignment.grossMass`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the document itself.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The path of a field below this one.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        if self.is_root() {
            return Self(name.to_owned());
        }
        let mut text = String::with_capacity(self.0.len() + 1 + name.len());
        text.push_str(&self.0);
        text.push('.');
        text.push_str(name);
        Self(text)
    }

    /// This path with one that is known below it.
    #[must_use]
    pub fn to(&self, below: KnownPath) -> Self {
        self.field(below.as_str())
    }

    /// The path of what holds the field or element here; nothing for the document itself.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        path::parent(&self.0).map(Self::new)
    }

    /// The path of an element of this collection.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}[{index}]", self.0))
    }

    /// This path with another one below it.
    #[must_use]
    pub fn join(&self, below: &Self) -> Self {
        match (self.is_root(), below.is_root()) {
            (true, _) => below.clone(),
            (_, true) => self.clone(),
            (false, false) if below.0.starts_with('[') => Self(format!("{}{}", self.0, below.0)),
            (false, false) => Self(format!("{}.{}", self.0, below.0)),
        }
    }

    /// Whether this path is the other or stands below it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0
            .strip_prefix(&other.0)
            .is_some_and(|rest| other.is_root() || rest.is_empty() || rest.starts_with(['.', '[']))
    }

    /// The steps of the path. Elements are named by their position: what names one otherwise
    /// leads nowhere, and is told as it is written.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        Tokens::new(&self.0).filter_map(|token| match (token.piece, token.fault) {
            (Piece::Name(""), _) => None,
            (Piece::Name(name), _) => Some(Segment::Name(name)),
            (Piece::Key(key), None) => Some(match key.parse() {
                Ok(index) => Segment::Index(index),
                Err(_) => Segment::Name(&self.0[token.start..token.end]),
            }),
            (Piece::Key(_) | Piece::Join(_), _) => {
                Some(Segment::Name(&self.0[token.start..token.end]))
            }
        })
    }

    /// The path of what holds the last field, and that field's name; for the public error form
    /// `fieldReference {fieldName, path}`, in the public spelling
    /// (`SingleAdministrativeDocument.GoodsShipment`, `AddDeclType1`).
    #[must_use]
    pub fn public_reference(&self) -> (String, String) {
        let mut path = String::from("SingleAdministrativeDocument");
        let mut name = String::new();
        for segment in self.segments() {
            match segment {
                Segment::Name(next) => {
                    if !name.is_empty() {
                        path.push('.');
                        path.push_str(&name);
                    }
                    name = upper_first(next);
                }
                Segment::Index(index) => name.push_str(&format!("[{index}]")),
            }
        }
        (name, path)
    }

    /// What stands at this path in a document; `None` when the path leads to no field of it.
    #[must_use]
    pub fn get<'a>(&self, document: &'a dyn Node) -> Option<Field<'a>> {
        let mut at = Field::Record(document);
        for segment in self.segments() {
            at = match (segment, at) {
                (Segment::Name(name), Field::Record(node)) => {
                    node.field(node.shape().index_of(name)?)
                }
                (Segment::Index(index), Field::List(list)) => {
                    list.get(index).map_or(Field::Absent, Field::Record)
                }
                (_, Field::Absent) => Field::Absent,
                _ => return None,
            };
        }
        Some(at)
    }

    /// The record or element at this path, without creating anything; `None` when there is none.
    #[must_use]
    pub fn record_mut<'a>(&self, document: &'a mut dyn Node) -> Option<&'a mut dyn Node> {
        let segments: Vec<Segment<'_>> = self.segments().collect();
        let mut node = document;
        let mut rest = segments.as_slice();
        while let [Segment::Name(name), after @ ..] = rest {
            let index = node.shape().index_of(name)?;
            (node, rest) = match after {
                [Segment::Index(position), after @ ..] => {
                    (node.list_mut(index)?.get_mut(*position)?, after)
                }
                after if node.field(index).is_present() => (node.record_mut(index)?, after),
                _ => return None,
            };
        }
        rest.is_empty().then_some(node)
    }

    /// The collection and the position, where this is the path of an element.
    #[must_use]
    pub fn element(&self) -> Option<(Self, usize)> {
        let last = Tokens::new(&self.0).last()?;
        match (last.piece, last.fault) {
            (Piece::Key(position), None) => {
                Some((Self::new(&self.0[..last.start]), position.parse().ok()?))
            }
            (Piece::Name(_) | Piece::Key(_) | Piece::Join(_), _) => None,
        }
    }

    /// Empties the field at this path, or removes the element; a path that leads nowhere has
    /// nothing to empty.
    pub fn clear(&self, document: &mut dyn Node) {
        if let Some((collection, position)) = self.element() {
            return collection.remove_element(document, position);
        }
        let parent = path::parent(&self.0).unwrap_or("");
        let Some(record) = Self::new(parent).record_mut(document) else {
            return;
        };
        if let Some(index) = record.shape().index_of(path::last_name(&self.0)) {
            // Emptying fits every kind.
            let _ = record.set(index, None);
        }
    }

    /// Follows an element that moved up by one because an earlier one was removed.
    pub fn move_up(&mut self, collection: &Self, removed: usize) {
        let Some(rest) = self.0.strip_prefix(collection.as_str()) else {
            return;
        };
        let Some((Piece::Key(key), end)) = Tokens::new(rest)
            .next()
            .map(|token| (token.piece, token.end))
        else {
            return;
        };
        if let Some(position) = key.parse::<usize>().ok().filter(|at| *at > removed) {
            self.0 = format!("{collection}[{}]{}", position - 1, &rest[end..]);
        }
    }

    fn remove_element(&self, document: &mut dyn Node, position: usize) {
        let parent = path::parent(&self.0).unwrap_or("");
        let Some(record) = Self::new(parent).record_mut(document) else {
            return;
        };
        let index = record.shape().index_of(path::last_name(&self.0));
        if let Some(list) = index.and_then(|index| record.list_mut(index)) {
            list.remove(position);
        }
    }

    /// Writes a scalar at this path, creating the records on the way; elements are created only
    /// at the end of a collection.
    ///
    /// # Errors
    /// When the path leads to no field of the document, or the value is not of its kind.
    pub fn set(&self, document: &mut dyn Node, value: Value) -> Result<(), AccessError> {
        let (record, index) = self.last_field(document)?;
        record.set(index, Some(value))
    }

    /// The collection at this path, creating the records on the way as [`FieldPath::set`] does;
    /// `None` when the path leads to none.
    #[must_use]
    pub fn list_mut<'a>(&self, document: &'a mut dyn Node) -> Option<&'a mut dyn ElementsMut> {
        let (record, index) = self.last_field(document).ok()?;
        record.list_mut(index)
    }

    /// The record that holds the last field, created when absent, and the field's index.
    fn last_field<'a>(
        &self,
        document: &'a mut dyn Node,
    ) -> Result<(&'a mut dyn Node, usize), AccessError> {
        let segments: Vec<Segment<'_>> = self.segments().collect();
        let no_such = |record: &'static str| AccessError::NoSuchField {
            record,
            name: self.0.clone(),
        };
        let mut node = document;
        let mut rest = segments.as_slice();
        loop {
            let record = node.shape().name;
            let [Segment::Name(name), after @ ..] = rest else {
                return Err(no_such(record));
            };
            let index = node.shape().index_of(name).ok_or_else(|| no_such(record))?;
            rest = match after {
                [] => return Ok((node, index)),
                [Segment::Index(position), after @ ..] => {
                    let list = node.list_mut(index).ok_or_else(|| no_such(record))?;
                    node = element(list, *position).ok_or_else(|| no_such(record))?;
                    after
                }
                after => {
                    node = node.record_mut(index).ok_or_else(|| no_such(record))?;
                    after
                }
            };
        }
    }
}

/// The element at a position, appended when the position is just past the end.
fn element(list: &mut dyn ElementsMut, position: usize) -> Option<&mut dyn Node> {
    if list.get_mut(position).is_none() {
        if position > 0 && list.get_mut(position - 1).is_none() {
            return None;
        }
        return Some(list.push());
    }
    list.get_mut(position)
}

/// Calls `visit` with the path and value of every scalar that is present, in document order.
pub fn each_scalar(
    node: &dyn Node,
    path: &FieldPath,
    visit: &mut dyn FnMut(&FieldPath, Field<'_>),
) {
    for (index, field) in node.shape().fields.iter().enumerate() {
        match node.field(index) {
            Field::Absent => {}
            Field::Record(record) => each_scalar(record, &path.field(field.name), visit),
            Field::List(list) => each_element(list, &path.field(field.name), visit),
            scalar => visit(&path.field(field.name), scalar),
        }
    }
}

fn each_element(
    list: &dyn Elements,
    path: &FieldPath,
    visit: &mut dyn FnMut(&FieldPath, Field<'_>),
) {
    for index in 0..list.len() {
        if let Some(element) = list.get(index) {
            each_scalar(element, &path.index(index), visit);
        }
    }
}

fn upper_first(name: &str) -> String {
    let mut characters = name.chars();
    characters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + characters.as_str())
        .unwrap_or_default()
}

impl KnownPath {
    /// The path with these positions, in their order, where it says `[]`.
    #[must_use]
    pub fn at(self, positions: &[usize]) -> FieldPath {
        let mut path = String::with_capacity(self.as_str().len() + 4);
        let mut left = positions;
        for token in Tokens::new(self.as_str()) {
            match (token.piece, left) {
                (Piece::Key(""), [position, rest @ ..]) => {
                    ElementKey::Position(*position).write(&mut path);
                    left = rest;
                }
                _ => path.push_str(&self.as_str()[token.start..token.end]),
            }
        }
        FieldPath::new(path)
    }
}

impl From<KnownPath> for FieldPath {
    fn from(path: KnownPath) -> Self {
        Self::new(path.as_str())
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for FieldPath {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
