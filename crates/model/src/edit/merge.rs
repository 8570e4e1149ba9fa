//! Bringing edits to a document that was made anew.

use serde_json::Value;

use super::{Conflict, Edit, Edits};
use crate::access::{Elements, ElementsMut, Field, Node};
use crate::address::Address;
use crate::document::SingleAdministrativeDocument;
use crate::elements::{Finder, Key};
use crate::field_path::FieldPath;
use crate::written::{self, contains, is_same, written};

/// What became of the edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Those that hold and those in conflict, in their order.
    pub edits: Edits,
    /// What the merge wrote, where it stands now.
    pub applied: Vec<FieldPath>,
    /// The elements that the merge removed, each by its collection and its position at that
    /// moment, in the order in which they were removed.
    pub removed_elements: Vec<(FieldPath, usize)>,
    /// Those whose place is no longer there; they are no edits any more.
    pub gone: Vec<Edit>,
}

/// What is to be done with an edit.
enum Fate {
    /// The document says what the person said.
    Holds,
    /// The document says what the person saw: the edit is applied here.
    Applies(FieldPath),
    /// The document says something else.
    Conflicts(Option<Value>),
    /// The place is gone.
    Gone,
}

/// Brings edits to a document that was made anew. An edit holds where the document says what the
/// person saw, or what the person put there; elsewhere it is in conflict, and the document stays.
/// An element that a person added is appended where it is missing.
pub fn merge(edits: &Edits, document: &mut SingleAdministrativeDocument) -> Merged {
    // All places are looked up before any element moves.
    let mut finder = Finder::default();
    let fate = |edit| fate(edit, document, &mut finder);
    let fates: Vec<Fate> = edits.0.iter().map(fate).collect();
    let mut merging = Merging {
        document,
        merged: Merged::default(),
        removals: Vec::new(),
        applied: Vec::new(),
    };
    for (edit, fate) in edits.0.iter().zip(fates) {
        merging.decide(edit, fate);
    }
    merging.finish()
}

fn fate<'d>(edit: &Edit, document: &'d dyn Node, finder: &mut Finder<'d>) -> Fate {
    let find = &mut |list: &'d dyn Elements, key: Key<'_>| finder.find(list, key);
    let Some(path) = edit.address.locate_by(document, find) else {
        return fate_of_missing(edit, document);
    };
    let now = written(path.get(document).unwrap_or(Field::Absent));
    if is_as_put(edit, now.as_ref()) {
        Fate::Holds
    } else if is_as_seen(edit, now.as_ref()) {
        Fate::Applies(path)
    } else {
        Fate::Conflicts(now)
    }
}

/// Whether the document says what the person put there. Of an element that the person added, what
/// was put is enough: the rest is deduced.
fn is_as_put(edit: &Edit, now: Option<&Value>) -> bool {
    match (&edit.before, &edit.after, now) {
        (None, Some(after), Some(now)) if edit.address.is_element() => contains(now, after),
        (_, after, now) => is_same(after.as_ref(), now),
    }
}

/// Whether the document says what the person saw. Of an element that the person removed, what the
/// edit keeps is enough: what is deduced of it may have changed.
fn is_as_seen(edit: &Edit, now: Option<&Value>) -> bool {
    match (&edit.before, &edit.after, now) {
        (Some(before), None, Some(now)) if edit.address.is_element() => contains(now, before),
        (before, _, now) => is_same(before.as_ref(), now),
    }
}

/// An element that is not there may be what the person wanted, or what the person added.
fn fate_of_missing(edit: &Edit, document: &dyn Node) -> Fate {
    let collection = edit.address.collection();
    match (collection, &edit.before, &edit.after) {
        (Some(_), _, None) => Fate::Holds,
        (Some(collection), None, Some(_)) => {
            let path = collection.locate(document);
            path.map_or(Fate::Gone, Fate::Applies)
        }
        (Some(_), Some(_), Some(_)) | (None, _, _) => Fate::Gone,
    }
}

struct Merging<'a> {
    document: &'a mut SingleAdministrativeDocument,
    merged: Merged,
    removals: Vec<(FieldPath, usize)>,
    applied: Vec<Address>,
}

impl Merging<'_> {
    fn decide(&mut self, edit: &Edit, fate: Fate) {
        let mut conflict = None;
        match fate {
            Fate::Holds => {}
            Fate::Applies(path) if self.apply(edit, &path) => {}
            Fate::Conflicts(now) => conflict = Some(Conflict { now }),
            Fate::Applies(_) | Fate::Gone => {
                self.merged.gone.push(edit.clone());
                return;
            }
        }
        self.merged.edits.0.push(Edit {
            conflict,
            ..edit.clone()
        });
    }

    /// Writes what the person put at a path, which is the collection's for an element that is
    /// missing; whether it fits the document.
    fn apply(&mut self, edit: &Edit, path: &FieldPath) -> bool {
        let is_done = match (edit.address.is_element(), path.element(), &edit.after) {
            (true, Some(place), None) => {
                self.removals.push(place);
                return true;
            }
            (true, _, Some(element)) => self.put_element(path, element),
            (_, _, after) => written::set(path, self.document, after.as_ref()),
        };
        if is_done {
            self.applied.push(edit.address.clone());
        }
        is_done
    }

    fn put_element(&mut self, path: &FieldPath, element: &Value) -> bool {
        let place = match path.element() {
            Some(_) => path.record_mut(self.document),
            None => path.list_mut(self.document).map(ElementsMut::push),
        };
        place.is_some_and(|place| {
            written::empty(place);
            written::fill(place, element);
            true
        })
    }

    /// Elements are removed last and from the end, so that all others keep their places until
    /// then.
    fn finish(mut self) -> Merged {
        self.removals.sort_by(|a, b| b.cmp(a));
        for (collection, position) in &self.removals {
            collection.index(*position).clear(self.document);
        }
        let mut finder = Finder::default();
        let mut find = |list, key: Key<'_>| finder.find(list, key);
        let places = self.applied.iter();
        self.merged.applied = places
            .filter_map(|address| address.locate_by(self.document, &mut find))
            .collect();
        self.merged.removed_elements = self.removals;
        self.merged
    }
}
