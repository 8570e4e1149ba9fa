//! Noting what a person just changed.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{Edit, Edits};
use crate::access::{Field, Node};
use crate::address::{Address, AddressStep};
use crate::difference::Difference;
use crate::elements::Key;
use crate::written::{self, written};

impl Edits {
    /// Notes what a person just changed in a document, which is given as it is after the change.
    ///
    /// The same place again keeps what was there first. A change below an element that the person
    /// added belongs to that edit; what was changed below an element that is removed is part of
    /// its removal. Changing a place in conflict decides it: what is given or deduced there now
    /// is what the person saw. An edit that leaves nothing changed is dropped.
    pub fn note(
        &mut self,
        differences: &[Difference],
        by: &str,
        at: Timestamp,
        document: &dyn Node,
    ) {
        let mut noting = Noting::new(std::mem::take(&mut self.0), by, at);
        for difference in differences {
            noting.note(difference, document);
        }
        let edits = noting.edits.into_iter().flatten();
        self.0 = edits
            .filter(|edit| edit.conflict.is_some() || !edit.changes_nothing())
            .collect();
    }

    /// Drops the conflicts whose places an update names, after [`Edits::note`] noted what the
    /// update changed: a person who sends what stands there anyway decides for it. The update is
    /// JSON with our names, elements by their reference.
    pub fn settle(&mut self, update: &Value) {
        self.0
            .retain(|edit| edit.conflict.is_none() || !is_named(&edit.address, update));
    }
}

fn is_named(address: &Address, update: &Value) -> bool {
    let mut steps = address.steps();
    let named = steps.try_fold(update, |at, step| match step {
        AddressStep::Name(name) => at.get(name),
        AddressStep::Reference(_) | AddressStep::Position(_) => {
            let elements = at.as_array()?;
            elements.get(written::find(elements, step.key()?)?)
        }
    });
    named.is_some()
}

/// The edits by their addresses; one that is dropped leaves its place empty.
struct Noting<'a> {
    edits: Vec<Option<Edit>>,
    places: HashMap<String, usize>,
    by: &'a str,
    at: Timestamp,
}

impl<'a> Noting<'a> {
    fn new(edits: Vec<Edit>, by: &'a str, at: Timestamp) -> Self {
        let places = edits.iter().map(|edit| edit.address.as_str().to_owned());
        Self {
            places: places.zip(0..).collect(),
            edits: edits.into_iter().map(Some).collect(),
            by,
            at,
        }
    }

    fn note(&mut self, difference: &Difference, document: &dyn Node) {
        if let Some(place) = self.element_above(&difference.address) {
            self.change_element(place, document);
            return;
        }
        let mut before = difference.before.clone();
        if difference.after.is_none() && difference.address.is_element() {
            self.drop_below(&difference.address, &mut before);
        }
        let known = self.places.get(difference.address.as_str());
        match known.and_then(|place| self.edits[*place].as_mut()) {
            Some(edit) => {
                edit.settle();
                edit.after.clone_from(&difference.after);
                (edit.by, edit.at) = (self.by.to_owned(), self.at);
            }
            None => self.push(Edit {
                address: difference.address.clone(),
                before,
                after: difference.after.clone(),
                by: self.by.to_owned(),
                at: self.at,
                conflict: None,
            }),
        }
    }

    fn push(&mut self, edit: Edit) {
        let place = edit.address.as_str().to_owned();
        self.places.insert(place, self.edits.len());
        self.edits.push(Some(edit));
    }

    /// The edit that holds the whole element above an address. One that removed the element, which
    /// is there all the same, was in conflict: the person goes on with the element.
    fn element_above(&mut self, address: &Address) -> Option<usize> {
        let above = address.elements_above_or_here();
        let places = above
            .filter(|above| above.len() < address.as_str().len())
            .filter_map(|above| self.places.get(above).copied());
        for place in places {
            match &self.edits[place] {
                Some(edit) if edit.after.is_some() => return Some(place),
                Some(_) => self.edits[place] = None,
                None => {}
            }
        }
        None
    }

    /// Something below an element was changed that an edit holds whole.
    fn change_element(&mut self, place: usize, document: &dyn Node) {
        let Some(edit) = &mut self.edits[place] else {
            return;
        };
        let path = edit.address.locate(document);
        edit.settle();
        edit.after = path.and_then(|path| written(path.get(document).unwrap_or(Field::Absent)));
        (edit.by, edit.at) = (self.by.to_owned(), self.at);
    }

    /// Drops the edits below an element that was removed. What was given or deduced is the element
    /// without them.
    fn drop_below(&mut self, removed: &Address, before: &mut Option<Value>) {
        let is_below =
            |edit: &mut Edit| edit.address.is_within(removed) && edit.address != *removed;
        let places = self.edits.iter_mut();
        let dropped: Vec<Edit> = places.filter_map(|place| place.take_if(is_below)).collect();
        let Some(before) = before else { return };
        let dropped = dropped.iter().filter(|edit| edit.conflict.is_none());
        let (added, others): (Vec<&Edit>, Vec<&Edit>) =
            dropped.partition(|edit| edit.address.is_element() && edit.before.is_none());
        // Those that were added go last and from the end: positions of others stay until then.
        let (removed_below, fields): (Vec<&Edit>, Vec<&Edit>) = others
            .into_iter()
            .partition(|edit| edit.address.is_element());
        for edit in fields
            .into_iter()
            .chain(added.into_iter().rev())
            .chain(removed_below)
        {
            put(
                before,
                &edit.address.steps_below(removed),
                edit.before.clone(),
            );
        }
    }
}

/// Puts a value into a written record or collection, or takes it out; what is missing on the way
/// is made.
fn put(at: &mut Value, steps: &[AddressStep<'_>], value: Option<Value>) {
    match steps {
        [] => {}
        [AddressStep::Name(name), below @ ..] => {
            if at.is_null() {
                *at = Value::Object(Map::new());
            }
            if let Value::Object(record) = at {
                put_field(record, name, below, value);
            }
        }
        [element, below @ ..] => {
            if at.is_null() {
                *at = Value::Array(Vec::new());
            }
            if let (Value::Array(elements), Some(key)) = (at, element.key()) {
                put_element(elements, key, below, value);
            }
        }
    }
}

fn put_field(
    record: &mut Map<String, Value>,
    name: &str,
    below: &[AddressStep<'_>],
    value: Option<Value>,
) {
    match (below, value) {
        ([], None) => drop(record.remove(name)),
        ([], Some(value)) => drop(record.insert(name.to_owned(), value)),
        (below, value) => put(record.entry(name).or_insert(Value::Null), below, value),
    }
}

fn put_element(
    elements: &mut Vec<Value>,
    key: Key<'_>,
    below: &[AddressStep<'_>],
    value: Option<Value>,
) {
    match (written::find(elements, key), below, value) {
        (Some(position), [], None) => drop(elements.remove(position)),
        (Some(position), [], Some(value)) => elements[position] = value,
        (Some(position), below, value) => put(&mut elements[position], below, value),
        (None, [], Some(value)) => elements.push(value),
        (None, _, _) => {}
    }
}
