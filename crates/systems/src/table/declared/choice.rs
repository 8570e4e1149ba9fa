//! Which row reads an element, of those that write elements of its name?

use cas_model::access::Field;
use cas_model::shape::Kind;

use crate::table::compile::{Entry, Origin, Resolved, Route, Step};
use crate::xml::Element;

/// The rows for a record, by the names of the elements they write.
pub(super) struct Groups<'t> {
    /// In the order of their first rows.
    pub groups: Vec<Group<'t>>,
    /// The name of each group with its place, in order.
    names: Vec<(&'static str, usize)>,
}

/// The rows of one name.
pub(super) struct Group<'t> {
    /// With their places among all rows of the record.
    pub rows: Vec<(usize, &'t Entry)>,
    /// Whether what it reads depends on nothing else that is read: conditions of other rows ask
    /// for it, so it is read first.
    pub is_sure: bool,
}

impl<'t> Groups<'t> {
    /// The rows of an edition.
    pub fn new(entries: &'t [Entry], edition: &str) -> Self {
        let mut groups: Vec<(&'static str, Vec<(usize, &'t Entry)>)> = Vec::new();
        for (position, entry) in entries.iter().enumerate() {
            let editions = entry.row.edition.filter(|_| !edition.is_empty());
            let is_among = |editions: &str| editions.split(' ').any(|one| one == edition);
            if !editions.is_none_or(is_among) {
                continue;
            }
            let name = local_name(entry);
            match groups.iter_mut().find(|(of, _)| *of == name) {
                Some((_, rows)) => rows.push((position, entry)),
                None => groups.push((name, vec![(position, entry)])),
            }
        }
        let numbered = groups.iter().enumerate();
        let mut names: Vec<_> = numbered.map(|(at, (name, _))| (*name, at)).collect();
        names.sort_unstable();
        let groups = groups.into_iter().map(|(_, rows)| Group {
            is_sure: is_sure(&rows),
            rows,
        });
        Self {
            groups: groups.collect(),
            names,
        }
    }

    /// The place of the group of a name.
    pub fn of(&self, name: &str) -> Option<usize> {
        let at = self
            .names
            .binary_search_by(|(of, _)| (*of).cmp(name))
            .ok()?;
        self.names.get(at).map(|(_, group)| *group)
    }
}

fn is_sure(rows: &[(usize, &Entry)]) -> bool {
    match rows {
        [(_, one)] => matches!(one.content, Resolved::Value { .. }) || one.when.is_empty(),
        several => several
            .iter()
            .all(|(_, entry)| matches!(entry.content, Resolved::Records { .. })),
    }
}

/// The name of the elements of a row, without prefix.
pub(super) fn local_name(entry: &Entry) -> &'static str {
    entry.row.element.rsplit(':').next().unwrap_or_default()
}

/// How many elements a row can read for one record.
pub(super) fn capacity(entry: &Entry) -> usize {
    match &entry.content {
        Resolved::Records { from, .. } if is_list(from) => usize::MAX,
        Resolved::Value { .. } | Resolved::Records { .. } => 1,
    }
}

fn is_list(route: &Route) -> bool {
    matches!(route.kind, Some(Kind::List(_))) && matches!(route.steps.last(), Some(Step::Field(_)))
}

/// How many fixed values of a row an element has; `None` where it has others, or is none of the
/// records that the row is for.
pub(super) fn fit(entry: &Entry, element: &Element<'_>) -> Option<usize> {
    let Resolved::Records { only, entries, .. } = &entry.content else {
        return Some(0);
    };
    let mut fixed = 0;
    for inside in entries {
        let Resolved::Value {
            sources, format, ..
        } = &inside.content
        else {
            continue;
        };
        let name = local_name(inside);
        // A part of a text is no longer than the part.
        if let Some(most) = format.most_of_part()
            && element
                .text_at(name)
                .is_some_and(|text| text.chars().count() > most)
        {
            return None;
        }
        let [Origin::Fixed(expected)] = &sources[..] else {
            continue;
        };
        if entries
            .iter()
            .filter(|other| other.row.element == inside.row.element)
            .count()
            > 1
        {
            continue;
        }
        match element.text_at(name) {
            Some(text) if text == *expected => fixed += 1,
            Some(_) => return None,
            None => {}
        }
    }
    let fits = only.as_ref().is_none_or(|check| {
        let inside = entries
            .iter()
            .find(|inside| own_route(inside).is_some_and(|route| is_same(route, &check.route)));
        let Some(inside) = inside else { return true };
        let name = local_name(inside);
        let text = element.text_at(name);
        check.test.holds(text.map_or(Field::Absent, Field::Text))
    });
    fits.then_some(fixed)
}

/// The field that a row fills.
pub(super) fn own_route(entry: &Entry) -> Option<&Route> {
    let Resolved::Value { sources, .. } = &entry.content else {
        return None;
    };
    sources.iter().find_map(Origin::field)
}

pub(super) fn is_same(one: &Route, other: &Route) -> bool {
    one.from_document == other.from_document && one.steps == other.steps
}
