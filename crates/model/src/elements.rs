//! Which element of a collection is which, when elements move, come and go?
//!
//! An element is known by its `casReference`. One without a reference, and one whose reference an
//! element before it already has, is known by its position among those. Between two versions of a
//! collection, equal keys are the same element; so is one that only got its reference since.

use std::collections::{HashMap, HashSet};

use crate::access::{Elements, Field, Node};

/// The field that holds an element's reference.
pub(crate) const REFERENCE: &str = "casReference";

/// In an update: the element is added to its collection, which keeps the others.
pub(crate) const ADD: &str = "$add";
/// In an update: the element of this reference is removed from its collection.
pub(crate) const REMOVE: &str = "$remove";

/// Whether an update says of an element alone what becomes of it: it updates, adds or removes it.
/// An element of which it does not is one of a collection that is sent whole.
pub(crate) fn is_single(element: &serde_json::Value) -> bool {
    [REFERENCE, ADD, REMOVE]
        .iter()
        .any(|name| element.get(name).is_some_and(|value| !value.is_null()))
}

/// What an element is known by in its collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key<'a> {
    /// The `casReference` of the element, if it has one.
    Reference(&'a str),
    /// Its position among those without a reference of their own.
    Position(usize),
}

/// Which elements of two versions of a collection are the same.
pub(crate) struct Pairs {
    /// The later position of each earlier element; `None` when it was removed.
    pub later: Vec<Option<usize>>,
    /// The earlier position of each later element; `None` when it was added.
    pub earlier: Vec<Option<usize>>,
}

/// The `casReference` of an element, if it has one.
pub(crate) fn reference(element: &dyn Node) -> Option<&str> {
    let index = element.shape().index_of(REFERENCE)?;
    match element.field(index) {
        Field::Text(text) => Some(text),
        _ => None,
    }
}

/// The references of a collection, in order.
pub(crate) fn references(list: &dyn Elements) -> Vec<Option<&str>> {
    (0..list.len())
        .map(|position| list.get(position).and_then(reference))
        .collect()
}

/// The keys of the elements with these references.
pub(crate) fn keys<'a>(references: &[Option<&'a str>]) -> Vec<Key<'a>> {
    let mut seen = HashSet::with_capacity(references.len());
    let mut others = 0..;
    references
        .iter()
        .map(|reference| match reference {
            Some(reference) if seen.insert(*reference) => Key::Reference(reference),
            Some(_) | None => Key::Position(others.next().unwrap_or_default()),
        })
        .collect()
}

/// The position of the element with a key.
pub(crate) fn find(list: &dyn Elements, key: Key<'_>) -> Option<usize> {
    match key {
        Key::Reference(_) => {
            let is_it = |element| reference(element).map(Key::Reference) == Some(key);
            (0..list.len()).find(|position| list.get(*position).is_some_and(is_it))
        }
        Key::Position(_) => find_key(&references(list), key),
    }
}

/// Finds elements by their keys, many in the same collections: each is looked through once.
#[derive(Default)]
pub(crate) struct Finder<'d> {
    /// By the collection's place in memory.
    positions: HashMap<usize, HashMap<Key<'d>, usize>>,
}

impl<'d> Finder<'d> {
    /// The position of the element with a key.
    pub(crate) fn find(&mut self, list: &'d dyn Elements, key: Key<'_>) -> Option<usize> {
        let place = std::ptr::from_ref(list).addr();
        let positions = self.positions.entry(place).or_insert_with(|| {
            let keys = keys(&references(list));
            keys.into_iter().zip(0..).collect()
        });
        positions.get(&key).copied()
    }
}

/// The position of a key among the elements with these references.
pub(crate) fn find_key(references: &[Option<&str>], key: Key<'_>) -> Option<usize> {
    keys(references).iter().position(|other| *other == key)
}

/// Whether elements at the same position are the same, as far as both collections go.
pub(crate) fn is_aligned(before: &dyn Elements, after: &dyn Elements) -> bool {
    (0..before.len().min(after.len())).all(|position| {
        let [before, after] = [before, after].map(|list| list.get(position).and_then(reference));
        before == after
    })
}

/// Finds the pairs of the elements with these references. `is_same` compares the content of an
/// earlier element with a later one's.
pub(crate) fn pairs(
    before: &[Option<&str>],
    after: &[Option<&str>],
    is_same: &dyn Fn(usize, usize) -> bool,
) -> Pairs {
    let mut pairs = Pairs {
        later: vec![None; before.len()],
        earlier: vec![None; after.len()],
    };
    let later: HashMap<Key<'_>, usize> = keys(after).into_iter().zip(0..).collect();
    for (position, key) in keys(before).iter().enumerate() {
        if let Some(later) = later.get(key) {
            pairs.join(position, *later);
        }
    }
    pairs.join_newly_referenced(before, after, is_same);
    pairs
}

impl Pairs {
    fn join(&mut self, earlier: usize, later: usize) {
        self.later[earlier] = Some(later);
        self.earlier[later] = Some(earlier);
    }

    /// An element that has a reference on one side only is the same where it says the same.
    fn join_newly_referenced(
        &mut self,
        before: &[Option<&str>],
        after: &[Option<&str>],
        is_same: &dyn Fn(usize, usize) -> bool,
    ) {
        let mut left: Vec<usize> = (0..after.len())
            .filter(|position| self.earlier[*position].is_none())
            .collect();
        for (earlier, reference) in before.iter().enumerate() {
            if left.is_empty() || self.later[earlier].is_some() {
                continue;
            }
            let found = left.iter().position(|later| {
                reference.is_some() != after[*later].is_some() && is_same(earlier, *later)
            });
            if let Some(found) = found {
                self.join(earlier, left.remove(found));
            }
        }
    }
}
