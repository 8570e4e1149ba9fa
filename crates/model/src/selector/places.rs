//! At which places of a document is the field of a selector, and where would it be?

use super::parse::Hop;
use super::{Selector, find};
use crate::access::{Elements, Field, Node};
use crate::field_path::FieldPath;

impl Selector {
    /// Where the field stands, below the root, in every element that it means: a key may stand in
    /// several.
    #[must_use]
    pub fn locate_all(&self, root: &dyn Node) -> Vec<FieldPath> {
        let mut found = Vec::new();
        locate_all(
            &self.hops,
            Field::Record(root),
            FieldPath::root(),
            &mut found,
        );
        found
    }

    /// Where [`Self::put`] would write, below the root; `None` when a position is beyond the end.
    #[must_use]
    pub fn place(&self, root: &dyn Node) -> Option<FieldPath> {
        let (mut at, mut path) = (Field::Record(root), FieldPath::root());
        for hop in &self.hops {
            if let Hop::Field { index, name } = hop {
                path = path.field(name);
                at = at.record().map_or(Field::Absent, |node| node.field(*index));
                continue;
            }
            let list = at.list();
            let count = list.map_or(0, Elements::len);
            let position = match hop {
                Hop::Position(position) => *position,
                Hop::Keyed { index, value } => {
                    let known = list.and_then(|list| find(list, *index, value));
                    known.unwrap_or(count)
                }
                Hop::Append | Hop::Field { .. } => count,
            };
            if position > count {
                return None;
            }
            let element = list.and_then(|list| list.get(position));
            (at, path) = (
                element.map_or(Field::Absent, Field::Record),
                path.index(position),
            );
        }
        Some(path)
    }

    /// Whether an element of a collection is on the way to the field.
    #[must_use]
    pub fn is_in_element(&self) -> bool {
        let is_key = |hop: &Hop| matches!(hop, Hop::Position(_) | Hop::Keyed { .. });
        self.hops.iter().any(is_key)
    }
}

fn locate_all(way: &[Hop], at: Field<'_>, path: FieldPath, found: &mut Vec<FieldPath>) {
    let [hop, rest @ ..] = way else {
        if at.is_present() {
            found.push(path);
        }
        return;
    };
    match (hop, at) {
        (Hop::Field { index, name }, Field::Record(node)) => {
            locate_all(rest, node.field(*index), path.field(name), found);
        }
        (Hop::Position(_) | Hop::Keyed { .. }, Field::List(list)) => {
            for (position, element) in meant(hop, list) {
                locate_all(rest, Field::Record(element), path.index(position), found);
            }
        }
        (Hop::Field { .. } | Hop::Position(_) | Hop::Keyed { .. } | Hop::Append, _) => {}
    }
}

/// The elements that a hop means.
fn meant<'a>(hop: &'a Hop, list: &'a dyn Elements) -> impl Iterator<Item = (usize, &'a dyn Node)> {
    let elements = (0..list.len()).filter_map(|at| Some((at, list.get(at)?)));
    elements.filter(move |(at, element)| match hop {
        Hop::Position(position) => at == position,
        Hop::Keyed { index, value } => {
            let text = element.field(*index).text();
            text.is_some_and(|text| text == *value)
        }
        Hop::Field { .. } | Hop::Append => false,
    })
}
