//! Which field does the configuration mean?
//!
//! A selector names a field as people write it in decision tables and flows:
//! `goodsShipment.destination` of the document, `item.commodity.classifications[CN].code` of each
//! goods item, `shipment.plant` of the shipment's head. In a collection, `[2]` is a position from
//! 0, `[CN]` the element whose `type` is CN, `[role=FW]` the element of another field, and `[+]`
//! an element that is appended. It is resolved against the shapes once, then read and written by
//! index; what it wrote is named by the [`FieldPath`] of the place.

mod parse;
mod places;

use std::fmt;

use crate::access::{AccessError, Elements, ElementsMut, Field, FromValue as _, Node, Value};
use crate::document::{CustomsShipment, GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use crate::field_path::FieldPath;
use crate::path::{ElementKey, Piece};
use crate::shape::ValueKind;
use parse::{Hop, element, field, pieces, scope_of, wrong};
pub use parse::{Scope, SelectorError};

/// A field as the configuration names it.
#[derive(Clone)]
pub struct Selector {
    text: String,
    scope: Scope,
    hops: Vec<Hop>,
    kind: ValueKind,
}

/// Where a value was written, and what was made for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// Where the value stands, below the root.
    pub path: FieldPath,
    /// The element that was made to hold it.
    pub made: Option<FieldPath>,
}

/// The way to a field as it is gone: the path so far, and the first element that was made.
#[derive(Default)]
struct Way {
    path: String,
    made: Option<String>,
}

/// Two selectors of one text mean the same field.
impl PartialEq for Selector {
    fn eq(&self, other: &Self) -> bool {
        self.scope == other.scope && self.hops == other.hops
    }
}

impl fmt::Debug for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Selector({})", self.text)
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Selector {
    /// Resolves the name of a field.
    ///
    /// # Errors
    /// When it leads to no field that holds a single value.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        let (scope, rest) = scope_of(text.trim());
        let mut hops = Vec::new();
        let mut at = ValueKind::Record(match scope {
            Scope::Document => SingleAdministrativeDocument::shape,
            Scope::Item => GovernmentAgencyGoodsItem::shape,
            Scope::Shipment => CustomsShipment::shape,
        });
        for piece in pieces(rest)? {
            at = match (piece, at) {
                (Piece::Name(name), ValueKind::Record(shape)) => field(shape(), name, &mut hops)?,
                (Piece::Key(key), ValueKind::List(shape)) => {
                    hops.push(element(shape(), key.trim())?);
                    ValueKind::Record(shape)
                }
                (Piece::Name(name), ValueKind::List(_)) => {
                    return Err(wrong(format!(
                        "say which element before .{name}: [0] by position, [CN] by type, [+] to \
                         append one"
                    )));
                }
                (Piece::Name(name), _) => {
                    return Err(wrong(format!(
                        "there is nothing below a single value: .{name}"
                    )));
                }
                (Piece::Key(key) | Piece::Join(key), _) => {
                    let key = key.trim();
                    return Err(wrong(format!("[{key}] stands behind collections only")));
                }
            };
        }
        if matches!(at, ValueKind::Record(_) | ValueKind::List(_)) {
            return Err(wrong(format!(
                "{text} holds several values; name one of its fields"
            )));
        }
        let appended = hops.iter().filter(|hop| matches!(hop, Hop::Append)).count();
        if appended > 1 {
            return Err(wrong("one [+] at most".to_owned()));
        }
        Ok(Self {
            text: text.trim().to_owned(),
            scope,
            hops,
            kind: at,
        })
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it starts from.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The kind of value that the field holds.
    #[must_use]
    pub fn kind(&self) -> ValueKind {
        self.kind
    }

    /// Whether it appends an element: it can be written, not read.
    #[must_use]
    pub fn appends(&self) -> bool {
        self.hops.contains(&Hop::Append)
    }

    /// Whether it goes from the document to one of its goods items.
    #[must_use]
    pub fn reaches_items(&self) -> bool {
        const ITEMS: &str = "governmentAgencyGoodsItems";
        let is_items = |hop: &Hop| matches!(hop, Hop::Field { name, .. } if *name == ITEMS);
        self.scope != Scope::Item && self.hops.iter().any(is_items)
    }

    /// Whether writing one may change what the other reads.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let fields = |of: &Self| -> Vec<usize> {
            let index = |hop: &Hop| match hop {
                Hop::Field { index, .. } => Some(*index),
                Hop::Position(_) | Hop::Keyed { .. } | Hop::Append => None,
            };
            of.hops.iter().filter_map(index).collect()
        };
        // Element keys are fields too: what writes into a collection may change what is found.
        let (ours, theirs) = (fields(self), fields(other));
        let in_lists = self
            .hops
            .iter()
            .chain(&other.hops)
            .any(|hop| matches!(hop, Hop::Position(_) | Hop::Keyed { .. } | Hop::Append));
        self.scope == other.scope
            && (ours == theirs || (in_lists && ours.first() == theirs.first()))
    }

    /// Whether both may mean the same field of a document: the names are the same, and no element is
    /// named by different positions or by different values of the same key.
    #[must_use]
    pub fn may_mean(&self, other: &Self) -> bool {
        let differ = |pair: (&Hop, &Hop)| match pair {
            (Hop::Field { index, .. }, Hop::Field { index: other, .. }) => index != other,
            (Hop::Position(position), Hop::Position(other)) => position != other,
            (
                Hop::Keyed { index, value },
                Hop::Keyed {
                    index: at,
                    value: other,
                },
            ) => index == at && value != other,
            (Hop::Field { .. }, _) | (_, Hop::Field { .. }) => true,
            (Hop::Position(_) | Hop::Keyed { .. } | Hop::Append, _) => false,
        };
        let mut hops = self.hops.iter().zip(&other.hops);
        self.scope == other.scope && self.hops.len() == other.hops.len() && !hops.any(differ)
    }

    /// What stands in the field.
    #[must_use]
    pub fn get<'a>(&self, root: &'a dyn Node) -> Field<'a> {
        walk(&self.hops, root)
    }

    /// Where the field stands, below the root; `None` when nothing is there.
    #[must_use]
    pub fn locate(&self, root: &dyn Node) -> Option<FieldPath> {
        let mut at = Field::Record(root);
        let mut path = FieldPath::root();
        for hop in &self.hops {
            let position = match (hop, at) {
                (Hop::Field { index, name }, Field::Record(node)) => {
                    (at, path) = (node.field(*index), path.field(name));
                    continue;
                }
                (Hop::Position(position), _) => *position,
                (Hop::Keyed { index, value }, Field::List(list)) => find(list, *index, value)?,
                (Hop::Field { .. } | Hop::Keyed { .. } | Hop::Append, _) => return None,
            };
            let Field::List(list) = at else { return None };
            (at, path) = (Field::Record(list.get(position)?), path.index(position));
        }
        at.is_present().then_some(path)
    }

    /// Whether the field holds a value; numbers are compared as numbers.
    #[must_use]
    pub fn holds(&self, root: &dyn Node, value: &Value) -> bool {
        equals(self.get(root), value)
    }

    /// Writes the field, making the records and the element on the way; says where it stands, and
    /// which element was made for it.
    ///
    /// # Errors
    /// When the value is not of the field's kind, or a position is beyond the end; then no element
    /// is left behind.
    pub fn put(&self, root: &mut dyn Node, value: Value) -> Result<Put, AccessError> {
        let mut way = Way::default();
        write(&self.hops, root, value, &mut way)?;
        Ok(Put {
            path: FieldPath::new(way.path),
            made: way.made.map(FieldPath::new),
        })
    }

    /// Whether both append to the same collection, so that one element takes both values.
    #[must_use]
    pub fn appends_with(&self, other: &Self) -> bool {
        self.scope == other.scope
            && self
                .around_append()
                .zip(other.around_append())
                .is_some_and(|((ours, _), (theirs, _))| ours == theirs)
    }

    /// The way to the collection, and the way on within the new element.
    fn around_append(&self) -> Option<(&[Hop], &[Hop])> {
        let at = self.hops.iter().position(|hop| *hop == Hop::Append)?;
        Some((&self.hops[..at], &self.hops[at + 1..]))
    }
}

/// Appends one element with these values, unless the collection holds one that has them all. The
/// selectors must append to the same collection; the new element gets `reference` as its
/// `casReference`. Says where the new element stands, below the root.
///
/// # Errors
/// When a value is not of its field's kind, or the selectors append nothing.
pub fn append(
    root: &mut dyn Node,
    values: &[(&Selector, Value)],
    reference: &str,
) -> Result<Option<FieldPath>, AccessError> {
    let Some((way, _)) = values.first().and_then(|(first, _)| first.around_append()) else {
        return Ok(None);
    };
    let mut text = String::new();
    let (list, count) = open_list(way, root, &mut text)?;
    let holds = |position: usize| {
        list.get_mut(position).is_some_and(|element| {
            values.iter().all(|(selector, value)| {
                selector
                    .around_append()
                    .is_some_and(|(_, within)| equals(walk(within, element), value))
            })
        })
    };
    if (0..count).any(holds) {
        return Ok(None);
    }
    match fill(list.push(), values, reference) {
        Ok(()) => Ok(Some(FieldPath::new(text).index(count))),
        Err(error) => {
            // Half an element would look like a given one.
            list.remove(count);
            Err(error)
        }
    }
}

/// Writes the values and the reference of a new element.
fn fill(
    element: &mut dyn Node,
    values: &[(&Selector, Value)],
    reference: &str,
) -> Result<(), AccessError> {
    for (selector, value) in values {
        if let Some((_, within)) = selector.around_append() {
            write(within, element, value.clone(), &mut Way::default())?;
        }
    }
    if let Some(index) = element.shape().index_of("casReference") {
        element.set(index, Some(Value::Text(reference.to_owned())))?;
    }
    Ok(())
}

/// What stands at the end of a way.
fn walk<'a>(way: &[Hop], root: &'a dyn Node) -> Field<'a> {
    let mut at = Field::Record(root);
    for hop in way {
        at = match (hop, at) {
            (Hop::Field { index, .. }, Field::Record(node)) => node.field(*index),
            (Hop::Position(position), Field::List(list)) => {
                list.get(*position).map_or(Field::Absent, Field::Record)
            }
            (Hop::Keyed { index, value }, Field::List(list)) => find(list, *index, value)
                .and_then(|position| list.get(position))
                .map_or(Field::Absent, Field::Record),
            (Hop::Field { .. } | Hop::Position(_) | Hop::Keyed { .. } | Hop::Append, _) => {
                return Field::Absent;
            }
        };
    }
    at
}

/// The position of the element whose field has a value.
fn find(list: &dyn Elements, index: usize, value: &str) -> Option<usize> {
    (0..list.len()).find(|position| {
        list.get(*position)
            .and_then(|element| element.field(index).text())
            .is_some_and(|text| text == value)
    })
}

/// Writes a value at the end of a way.
fn write(
    hops: &[Hop],
    node: &mut dyn Node,
    value: Value,
    way: &mut Way,
) -> Result<(), AccessError> {
    let [Hop::Field { index, name }, rest @ ..] = hops else {
        return Err(nowhere(node.shape().name, &way.path));
    };
    if !way.path.is_empty() {
        way.path.push('.');
    }
    way.path.push_str(name);
    match rest {
        [] => node.set(*index, Some(value)),
        [Hop::Field { .. }, ..] => {
            let record = node.shape().name;
            let below = node
                .record_mut(*index)
                .ok_or_else(|| nowhere(record, &way.path))?;
            write(rest, below, value, way)
        }
        below => write_element(below, node, *index, value, way),
    }
}

/// Writes into an element, which is made where it is not there, and taken away when that fails.
fn write_element(
    hops: &[Hop],
    node: &mut dyn Node,
    index: usize,
    value: Value,
    way: &mut Way,
) -> Result<(), AccessError> {
    let record = node.shape().name;
    let [hop, rest @ ..] = hops else {
        return Err(nowhere(record, &way.path));
    };
    let position = position_of(hop, node, index).ok_or_else(|| nowhere(record, &way.path))?;
    ElementKey::Position(position).write(&mut way.path);
    let list = node
        .list_mut(index)
        .ok_or_else(|| nowhere(record, &way.path))?;
    if let Some(element) = list.get_mut(position) {
        return write(rest, element, value, way);
    }
    way.made.get_or_insert_with(|| way.path.clone());
    let element = list.push();
    let written = name_element(element, hop).and_then(|()| write(rest, element, value, way));
    if written.is_err() {
        list.remove(position);
    }
    written
}

/// Which element a hop means: one that is there, or the next one; none when it is beyond that.
fn position_of(hop: &Hop, node: &dyn Node, index: usize) -> Option<usize> {
    let Field::List(list) = node.field(index) else {
        return None;
    };
    match hop {
        Hop::Position(position) => (*position <= list.len()).then_some(*position),
        Hop::Keyed { index, value } => Some(find(list, *index, value).unwrap_or(list.len())),
        Hop::Append => Some(list.len()),
        Hop::Field { .. } => None,
    }
}

/// A new element that a key names has that key.
fn name_element(element: &mut dyn Node, hop: &Hop) -> Result<(), AccessError> {
    match hop {
        Hop::Keyed { index, value } => element.set(*index, Some(Value::Text(value.clone()))),
        Hop::Field { .. } | Hop::Position(_) | Hop::Append => Ok(()),
    }
}

/// The collection at the end of a way, its length, and the way as a path.
fn open_list<'a>(
    way: &[Hop],
    node: &'a mut dyn Node,
    path: &mut String,
) -> Result<(&'a mut dyn ElementsMut, usize), AccessError> {
    let record = node.shape().name;
    let [Hop::Field { index, name }, rest @ ..] = way else {
        return Err(nowhere(record, path));
    };
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
    match rest {
        [] => {
            let count = match node.field(*index) {
                Field::List(list) => list.len(),
                _ => 0,
            };
            let list = node.list_mut(*index).ok_or_else(|| nowhere(record, path))?;
            Ok((list, count))
        }
        [Hop::Field { .. }, ..] => {
            let below = node
                .record_mut(*index)
                .ok_or_else(|| nowhere(record, path))?;
            open_list(rest, below, path)
        }
        [hop, rest @ ..] => {
            let position = position_of(hop, node, *index).ok_or_else(|| nowhere(record, path))?;
            ElementKey::Position(position).write(path);
            let list = node.list_mut(*index).ok_or_else(|| nowhere(record, path))?;
            let element = list
                .get_mut(position)
                .ok_or_else(|| nowhere(record, path))?;
            open_list(rest, element, path)
        }
    }
}

/// Whether a field holds a value, numbers compared as numbers.
fn equals(field: Field<'_>, value: &Value) -> bool {
    match (field, value) {
        (Field::Decimal(there), Value::Decimal(given)) => there == *given,
        (field, value) => {
            String::from_value(value.clone()).is_some_and(|text| field.text() == Some(text.into()))
        }
    }
}

fn nowhere(record: &'static str, path: &str) -> AccessError {
    AccessError::NoSuchField {
        record,
        name: path.to_owned(),
    }
}

#[cfg(test)]
mod tests;
