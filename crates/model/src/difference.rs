//! What differs between two versions of a document?
//!
//! Both are walked together, by their shape. A scalar that differs is one difference; so is an
//! element that only one of them has, with all it says. Elements that moved are the same elements
//! (see [`Address`]): moving alone is no difference, nor is a reference, nor an empty record
//! where there was none, nor a zero behind the last decimal.

use std::cell::OnceCell;
use std::ops::ControlFlow;

use serde::Serialize;
use serde_json::Value;

use crate::access::{Elements, Field, Node};
use crate::address::Address;
use crate::elements::{self, Key, Pairs, REFERENCE};
use crate::field_path::FieldPath;
use crate::shape::ValueKind;
use crate::written::written;

/// One difference between two versions of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Where, however elements move.
    pub address: Address,
    /// Where in the later document; in the earlier one for an element that was removed.
    pub path: FieldPath,
    /// What stood there: a scalar, or an element as JSON object; `None` when there was nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What stands there now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// All differences in document order; in a collection, elements that were removed come last.
#[must_use]
pub fn differences(before: &dyn Node, after: &dyn Node) -> Vec<Difference> {
    let mut found = Vec::new();
    let _ = records(
        Some(before),
        Some(after),
        &WalkPoint::ROOT,
        &mut |place, change| {
            found.push(Difference {
                address: place.address(),
                path: place.path(change.side()),
                before: written(change.before),
                after: written(change.after),
            });
            ControlFlow::Continue(())
        },
    );
    found
}

/// Whether two versions of a document say the same.
#[must_use]
pub fn is_same(before: &dyn Node, after: &dyn Node) -> bool {
    let stop = &mut |_: &WalkPoint<'_, '_>, _: Change<'_>| ControlFlow::Break(());
    records(Some(before), Some(after), &WalkPoint::ROOT, stop).is_continue()
}

/// A scalar, or a whole element, before and after.
#[derive(Clone, Copy)]
struct Change<'d> {
    before: Field<'d>,
    after: Field<'d>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Earlier,
    Later,
}

impl Change<'_> {
    /// In which document it has its path.
    fn side(&self) -> Side {
        match (self.before, self.after) {
            (Field::Record(_), Field::Absent) => Side::Earlier,
            _ => Side::Later,
        }
    }
}

/// Where the walk is. Paths are made of it only where something differs.
struct WalkPoint<'p, 'd> {
    above: Option<&'p WalkPoint<'p, 'd>>,
    step: WalkStep<'p, 'd>,
}

enum WalkStep<'p, 'd> {
    Root,
    Field(&'static str),
    Element {
        collection: &'p Collection<'d>,
        earlier: usize,
        later: usize,
    },
}

/// A collection whose keys are made where they are asked for.
struct Collection<'d> {
    list: &'d dyn Elements,
    keys: OnceCell<Vec<Key<'d>>>,
}

type Visit<'v> = dyn FnMut(&WalkPoint<'_, '_>, Change<'_>) -> ControlFlow<()> + 'v;

fn records<'d>(
    before: Option<&'d dyn Node>,
    after: Option<&'d dyn Node>,
    place: &WalkPoint<'_, 'd>,
    visit: &mut Visit<'_>,
) -> ControlFlow<()> {
    let Some(shape) = after.or(before).map(Node::shape) else {
        return ControlFlow::Continue(());
    };
    for (index, field) in shape.fields.iter().enumerate() {
        let [before, after] =
            [before, after].map(|node| node.map_or(Field::Absent, |node| node.field(index)));
        let place = || place.field(field.name);
        match field.kind {
            ValueKind::Record(_) => records(before.record(), after.record(), &place(), visit)?,
            ValueKind::List(_) => lists([before.list(), after.list()], &place(), visit)?,
            ValueKind::Text
            | ValueKind::Decimal
            | ValueKind::Integer
            | ValueKind::Flag
            | ValueKind::Date
            | ValueKind::Instant => {
                if !is_same_scalar(before, after) && field.name != REFERENCE {
                    visit(&place(), Change { before, after })?;
                }
            }
        }
    }
    ControlFlow::Continue(())
}

fn is_same_scalar(before: Field<'_>, after: Field<'_>) -> bool {
    match (before, after) {
        (Field::Absent, Field::Absent) => true,
        (Field::Text(before), Field::Text(after)) => before == after,
        (Field::Decimal(before), Field::Decimal(after)) => before == after,
        (Field::Integer(before), Field::Integer(after)) => before == after,
        (Field::Flag(before), Field::Flag(after)) => before == after,
        (Field::Date(before), Field::Date(after)) => before == after,
        (Field::Instant(before), Field::Instant(after)) => before == after,
        _ => false,
    }
}

fn lists<'d>(
    lists: [Option<&'d dyn Elements>; 2],
    place: &WalkPoint<'_, 'd>,
    visit: &mut Visit<'_>,
) -> ControlFlow<()> {
    let [before, after] = lists.map(|list| Collection::new(list.unwrap_or(&Nothing)));
    let (mut added, mut removed) = (before.list.len()..after.list.len(), Vec::new());
    if elements::is_aligned(before.list, after.list) {
        let shared = before.list.len().min(after.list.len());
        for position in 0..shared {
            element([&before, &after], [Some(position); 2], place, visit)?;
        }
        removed.extend(shared..before.list.len());
    } else {
        added = 0..0;
        let pairs = pairs(before.list, after.list);
        for (later, earlier) in pairs.earlier.iter().enumerate() {
            element([&before, &after], [*earlier, Some(later)], place, visit)?;
        }
        removed.extend((0..pairs.later.len()).filter(|at| pairs.later[*at].is_none()));
    }
    added.try_for_each(|at| element([&before, &after], [None, Some(at)], place, visit))?;
    let mut removed = removed.into_iter();
    removed.try_for_each(|at| element([&before, &after], [Some(at), None], place, visit))
}

/// Finds the elements of the one collection in the other.
pub(crate) fn pairs(before: &dyn Elements, after: &dyn Elements) -> Pairs {
    let references = [before, after].map(elements::references);
    elements::pairs(&references[0], &references[1], &|earlier, later| match (
        before.get(earlier),
        after.get(later),
    ) {
        (Some(before), Some(after)) => is_same(before, after),
        (None, _) | (_, None) => false,
    })
}

/// An element by its positions in both versions of its collection.
fn element<'d>(
    collections: [&Collection<'d>; 2],
    positions: [Option<usize>; 2],
    place: &WalkPoint<'_, 'd>,
    visit: &mut Visit<'_>,
) -> ControlFlow<()> {
    let [before, after] = [0, 1].map(|side: usize| collections[side].list.get(positions[side]?));
    let [earlier, later] = positions;
    let place = WalkPoint {
        above: Some(place),
        step: WalkStep::Element {
            collection: collections[usize::from(later.is_some())],
            earlier: earlier.or(later).unwrap_or_default(),
            later: later.or(earlier).unwrap_or_default(),
        },
    };
    if before.is_some() && after.is_some() {
        return records(before, after, &place, visit);
    }
    let [before, after] = [before, after].map(|node| node.map_or(Field::Absent, Field::Record));
    visit(&place, Change { before, after })
}

impl<'d> Collection<'d> {
    fn new(list: &'d dyn Elements) -> Self {
        Self {
            list,
            keys: OnceCell::new(),
        }
    }

    fn key(&self, position: usize) -> Key<'d> {
        let keys = || elements::keys(&elements::references(self.list));
        self.keys.get_or_init(keys)[position]
    }
}

impl<'p, 'd> WalkPoint<'p, 'd> {
    const ROOT: Self = Self {
        above: None,
        step: WalkStep::Root,
    };

    fn field(&'p self, name: &'static str) -> Self {
        Self {
            above: Some(self),
            step: WalkStep::Field(name),
        }
    }

    fn address(&self) -> Address {
        let mut address = self.above.map(Self::address).unwrap_or_default();
        match self.step {
            WalkStep::Root => {}
            WalkStep::Field(name) => address.push_name(name),
            // The later collection's key is that of the later position, the earlier one's of the
            // earlier; where there is only one, both positions are its.
            WalkStep::Element {
                collection, later, ..
            } => address.push_key(collection.key(later)),
        }
        address
    }

    fn path(&self, side: Side) -> FieldPath {
        let above = self.above.map(|above| above.path(side)).unwrap_or_default();
        match (&self.step, side) {
            (WalkStep::Root, _) => above,
            (WalkStep::Field(name), _) => above.field(name),
            (WalkStep::Element { earlier, .. }, Side::Earlier) => above.index(*earlier),
            (WalkStep::Element { later, .. }, Side::Later) => above.index(*later),
        }
    }
}

/// The elements of a collection whose record is absent.
struct Nothing;

impl Elements for Nothing {
    fn len(&self) -> usize {
        0
    }
    fn get(&self, _: usize) -> Option<&dyn Node> {
        None
    }
}
