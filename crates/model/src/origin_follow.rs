//! Where do origins stand after an update moved, removed or added elements?

use std::collections::HashMap;

use crate::access::{Elements, Node};
use crate::difference::pairs;
use crate::elements::is_aligned;
use crate::field_path::FieldPath;
use crate::origin::Origins;
use crate::shape::ValueKind;

impl Origins {
    /// Brings the origins of a document to a later version of it: recorded paths follow their
    /// elements, those of elements that were removed are dropped.
    pub fn follow(&mut self, before: &dyn Node, after: &dyn Node) {
        let mut moves = Moves::default();
        moves.records(before, after);
        if !moves.collections.is_empty() {
            self.rewrite(|path| moves.later(path));
        }
    }
}

/// The collections whose elements have other positions than before.
#[derive(Default)]
struct Moves {
    /// By the collection's path in the earlier document: the later position of each element.
    collections: HashMap<String, Vec<Option<usize>>>,
    /// The path, in the earlier document, of where the walk is.
    at: String,
}

impl Moves {
    fn records(&mut self, before: &dyn Node, after: &dyn Node) {
        let length = self.at.len();
        for (index, field) in before.shape().fields.iter().enumerate() {
            if !matches!(field.kind, ValueKind::Record(_) | ValueKind::List(_)) {
                continue;
            }
            let (before, after) = (before.field(index), after.field(index));
            if !self.at.is_empty() {
                self.at.push('.');
            }
            self.at.push_str(field.name);
            if let (Some(before), Some(after)) = (before.record(), after.record()) {
                self.records(before, after);
            } else if let Some(before) = before.list() {
                self.lists(before, after.list());
            } else if let Some(before) = before.record() {
                self.removed(before);
            }
            self.at.truncate(length);
        }
    }

    fn lists(&mut self, before: &dyn Elements, after: Option<&dyn Elements>) {
        let aligned =
            |after: &&dyn Elements| after.len() >= before.len() && is_aligned(before, *after);
        let later = match after {
            _ if before.is_empty() => return,
            None => vec![None; before.len()],
            Some(after) if aligned(&after) => (0..before.len()).map(Some).collect(),
            Some(after) => pairs(before, after).later,
        };
        for (position, later) in later.iter().enumerate() {
            let after = later.and_then(|later| after?.get(later));
            if let (Some(before), Some(after)) = (before.get(position), after) {
                let length = self.at.len();
                self.at.push_str(&format!("[{position}]"));
                self.records(before, after);
                self.at.truncate(length);
            }
        }
        if later
            .iter()
            .zip(0..)
            .any(|(later, position)| *later != Some(position))
        {
            self.collections.insert(self.at.clone(), later);
        }
    }

    /// A record that is absent now has no elements any more.
    fn removed(&mut self, before: &dyn Node) {
        let length = self.at.len();
        for (index, field) in before.shape().fields.iter().enumerate() {
            let before = before.field(index);
            self.at.push('.');
            self.at.push_str(field.name);
            if let Some(record) = before.record() {
                self.removed(record);
            } else if let Some(list) = before.list() {
                self.lists(list, None);
            }
            self.at.truncate(length);
        }
    }

    /// The later path of an earlier one; `None` when its element was removed.
    fn later(&self, path: &FieldPath) -> Option<FieldPath> {
        let text = path.as_str();
        let (mut later, mut copied) = (String::new(), 0);
        for (open, _) in text.match_indices('[') {
            let Some(positions) = self.collections.get(&text[..open]) else {
                continue;
            };
            let close = open + text[open..].find(']')?;
            let position: usize = text[open + 1..close].parse().ok()?;
            later.push_str(&text[copied..open]);
            later.push_str(&format!("[{}]", positions.get(position).copied()??));
            copied = close + 1;
        }
        later.push_str(&text[copied..]);
        Some(FieldPath::new(later))
    }
}
