//! Where does a value stand, however the elements of collections move?
//!
//! `goodsShipment.governmentAgencyGoodsItems[#abc].goodsMeasure.gmass`: a
//! [`FieldPath`](crate::FieldPath) whose elements are named by their `casReference` after `#`. An
//! element without a reference is named by its position among those without: `[0]`. What is kept
//! while documents are made anew, such as manual edits, is kept by address.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::access::{Elements, Field, Node};
use crate::elements::{self, Key};
use crate::field_path::{FieldPath, Segment};
use crate::path::{ElementKey, Piece, Token, Tokens};
use crate::shape::{Shape, ValueKind};

/// An address of a field, record or element of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(String);

/// One step of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AddressStep<'a> {
    /// A field by its JSON name.
    Name(&'a str),
    /// An element by its reference.
    Reference(Cow<'a, str>),
    /// An element by its position among those without a reference.
    Position(usize),
}

impl AddressStep<'_> {
    /// What the element is known by, where this is the step to one.
    pub(crate) fn key(&self) -> Option<Key<'_>> {
        match self {
            AddressStep::Name(_) => None,
            AddressStep::Reference(reference) => Some(Key::Reference(reference)),
            AddressStep::Position(position) => Some(Key::Position(*position)),
        }
    }
}

/// What a step has led to.
#[derive(Clone, Copy)]
enum Reached<'a> {
    Scalar,
    Record(&'static Shape, Option<&'a dyn Node>),
    List(Option<&'a dyn Elements>),
}

impl Address {
    /// An address from its text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The address of what stands at a path of a document.
    #[must_use]
    pub fn from_path(path: &FieldPath, document: &dyn Node) -> Self {
        let mut address = Self(String::with_capacity(path.as_str().len() + 16));
        let mut at = Reached::Record(document.shape(), Some(document));
        for segment in path.segments() {
            at = match segment {
                Segment::Name(name) => {
                    address.push_name(name);
                    at.field(name).unwrap_or(Reached::Scalar)
                }
                Segment::Index(position) => {
                    address.push_key(at.key(position));
                    at.element(position).unwrap_or(Reached::Scalar)
                }
            };
        }
        address
    }

    /// Where it stands in a document; `None` when an element on the way is gone, or the document
    /// has no such field. A field that is empty has its place all the same.
    #[must_use]
    pub fn locate(&self, document: &dyn Node) -> Option<FieldPath> {
        self.locate_by(document, &mut elements::find)
    }

    /// Where it stands, with elements found as the caller does.
    pub(crate) fn locate_by<'d>(
        &self,
        document: &'d dyn Node,
        find: &mut dyn FnMut(&'d dyn Elements, Key<'_>) -> Option<usize>,
    ) -> Option<FieldPath> {
        let mut path = Self(String::with_capacity(self.0.len()));
        let mut at = Reached::Record(document.shape(), Some(document));
        for step in self.steps() {
            at = match step.key() {
                Some(key) => {
                    let position = find(at.list()?, key)?;
                    path.push_key(Key::Position(position));
                    at.element(position)?
                }
                None => {
                    let AddressStep::Name(name) = step else {
                        return None;
                    };
                    path.push_name(name);
                    at.field(name)?
                }
            };
        }
        Some(FieldPath::new(path.0))
    }

    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this address is the other or stands below it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.strip_prefix(&other.0).is_some_and(|rest| {
            other.0.is_empty() || rest.is_empty() || rest.starts_with(['.', '['])
        })
    }

    /// Whether this is the address of an element.
    #[must_use]
    pub fn is_element(&self) -> bool {
        self.0.ends_with(']')
    }

    /// The address of the collection, where this is the address of an element.
    #[must_use]
    pub fn collection(&self) -> Option<Self> {
        let last = self.elements_above_or_here().last()?;
        (last.len() == self.0.len()).then_some(())?;
        let steps = self.steps_at();
        steps
            .last()
            .map(|(start, _)| Self(self.0[..*start].to_owned()))
    }

    /// The addresses, as text, of the elements on the way, this one included.
    pub(crate) fn elements_above_or_here(&self) -> impl Iterator<Item = &str> {
        let is_key = |token: &Token<'_>| matches!(token.piece, Piece::Key(_));
        Tokens::new(&self.0)
            .filter(move |token| is_key(token) && token.fault.is_none())
            .map(|token| &self.0[..token.end])
    }

    /// The steps of the address.
    pub(crate) fn steps(&self) -> impl Iterator<Item = AddressStep<'_>> {
        self.steps_at().into_iter().map(|(_, step)| step)
    }

    /// The steps below another address.
    pub(crate) fn steps_below(&self, other: &Self) -> Vec<AddressStep<'_>> {
        self.steps().skip(other.steps_at().len()).collect()
    }

    /// The steps, each with where it begins in the text.
    fn steps_at(&self) -> Vec<(usize, AddressStep<'_>)> {
        let mut steps = Vec::with_capacity(8);
        for Token { piece, start, .. } in Tokens::new(&self.0) {
            match piece {
                Piece::Name("") => {}
                Piece::Name(name) => steps.push((start, AddressStep::Name(name))),
                Piece::Key(key) => steps.push((start, element_step(key))),
                Piece::Join(join) => steps.push((start, AddressStep::Name(join))),
            }
        }
        steps
    }

    /// Goes on to a field.
    pub(crate) fn push_name(&mut self, name: &str) {
        if !self.0.is_empty() {
            self.0.push('.');
        }
        self.0.push_str(name);
    }

    /// Goes on to an element.
    pub(crate) fn push_key(&mut self, key: Key<'_>) {
        match key {
            Key::Position(position) => ElementKey::Position(position).write(&mut self.0),
            Key::Reference(reference) => {
                ElementKey::Reference(reference.into()).write(&mut self.0);
            }
        }
    }
}

/// An address knows elements by reference and position; what names one otherwise leads nowhere.
fn element_step(text: &str) -> AddressStep<'_> {
    match ElementKey::read(text) {
        ElementKey::Reference(reference) => AddressStep::Reference(reference),
        ElementKey::Position(position) => AddressStep::Position(position),
        ElementKey::Value { .. } | ElementKey::Append | ElementKey::Every => {
            AddressStep::Name(text)
        }
    }
}

impl<'a> Reached<'a> {
    fn field(self, name: &str) -> Option<Self> {
        let Self::Record(shape, node) = self else {
            return None;
        };
        let index = shape.index_of(name)?;
        let field = node.map_or(Field::Absent, |node| node.field(index));
        Some(match shape.fields[index].kind {
            ValueKind::Record(shape) => Self::Record(shape(), field.record()),
            ValueKind::List(_) => Self::List(field.list()),
            ValueKind::Text
            | ValueKind::Decimal
            | ValueKind::Integer
            | ValueKind::Flag
            | ValueKind::Date
            | ValueKind::Instant => Self::Scalar,
        })
    }

    fn list(self) -> Option<&'a dyn Elements> {
        match self {
            Self::List(list) => list,
            Self::Scalar | Self::Record(..) => None,
        }
    }

    fn element(self, position: usize) -> Option<Self> {
        let element = self.list()?.get(position)?;
        Some(Self::Record(element.shape(), Some(element)))
    }

    /// What the element at a position is known by; one that is not there, by that position.
    fn key(self, position: usize) -> Key<'a> {
        let references = self.list().map(elements::references).unwrap_or_default();
        let keys = elements::keys(&references);
        keys.get(position)
            .copied()
            .unwrap_or(Key::Position(position))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Address {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
