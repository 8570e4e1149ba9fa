//! Which row reads an element, of those that write elements of its name?

use std::cell::OnceCell;

use cas_model::access::Field;
use cas_model::shape::ValueKind;

use crate::table::compile::{Check, Entry, Origin, PathStep, Resolved, Route};
use crate::xml::Element;

/// The rows for a record, by the names of the elements they write; put together once for all
/// records of a message.
pub(super) struct Groups<'t> {
    /// In the order of their first rows.
    pub groups: Vec<Group<'t>>,
    /// How many rows there are.
    pub rows: usize,
}

/// The rows of one name.
pub(super) struct Group<'t> {
    name: &'static str,
    pub rows: Vec<Candidate<'t>>,
    /// Whether what it reads depends on nothing else that is read: conditions of other rows ask
    /// for it, so it is read first.
    pub is_sure: bool,
}

/// A row that may read an element.
pub(super) struct Candidate<'t> {
    pub entry: &'t Entry,
    /// Its place among all rows of the record.
    pub position: usize,
    /// How many elements it can read for one record.
    pub capacity: usize,
    signs: Vec<Sign<'t>>,
    inside: OnceCell<Groups<'t>>,
}

/// By what an element shows that a row has not written it: the text of a child.
struct Sign<'t> {
    child: &'static str,
    shows: Shows<'t>,
}

enum Shows<'t> {
    /// A part of a text is no longer than the part.
    Part(usize),
    /// The row writes this text and no other.
    Fixed(&'static str),
    /// The row is for records of some kinds, and the child tells the kind.
    ValueKind(&'t Check),
}

impl<'t> Groups<'t> {
    /// The rows of an edition.
    pub fn new(entries: &'t [Entry], edition: Option<&str>) -> Self {
        let mut groups: Vec<Group<'t>> = Vec::new();
        for (position, entry) in entries.iter().enumerate() {
            let editions = entry.row.edition.filter(|_| edition.is_some());
            let is_among =
                |editions: &str| editions.split(' ').any(|listed| Some(listed) == edition);
            if !editions.is_none_or(is_among) {
                continue;
            }
            let name = local_name(entry);
            let row = Candidate::new(entry, position);
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.rows.push(row),
                None => groups.push(Group {
                    name,
                    rows: vec![row],
                    is_sure: false,
                }),
            }
        }
        for group in &mut groups {
            group.is_sure = is_sure(&group.rows);
        }
        Self {
            groups,
            rows: entries.len(),
        }
    }

    /// The place of the group of a name. Elements stand mostly in the order of the rows, so it is
    /// looked for from where the last one was.
    pub fn position(&self, name: &str, last: usize) -> Option<usize> {
        let (before, behind) = self.groups.split_at(last);
        let is_it = |group: &Group<'_>| group.name == name;
        let found = behind.iter().position(is_it).map(|place| last + place);
        found.or_else(|| before.iter().position(is_it))
    }
}

fn is_sure(rows: &[Candidate<'_>]) -> bool {
    match rows {
        [one] => matches!(one.entry.content, Resolved::Value { .. }) || one.entry.when.is_empty(),
        several => several
            .iter()
            .all(|row| matches!(row.entry.content, Resolved::Records { .. })),
    }
}

impl<'t> Candidate<'t> {
    fn new(entry: &'t Entry, position: usize) -> Self {
        let (capacity, signs) = match &entry.content {
            Resolved::Value { .. } => (1, Vec::new()),
            Resolved::Records {
                from,
                only,
                entries,
                ..
            } => {
                let capacity = if is_list(from) { usize::MAX } else { 1 };
                (capacity, signs(only.as_ref(), entries))
            }
        };
        Self {
            entry,
            position,
            capacity,
            signs,
            inside: OnceCell::new(),
        }
    }

    /// The rows for the records of this row.
    pub fn inside(&self, entries: &'t [Entry], edition: Option<&str>) -> &Groups<'t> {
        self.inside.get_or_init(|| Groups::new(entries, edition))
    }

    /// How many fixed values of the row an element has; `None` where it has others, or is none of
    /// the records that the row is for.
    pub fn fit(&self, element: &Element<'_>) -> Option<usize> {
        let mut fixed = 0;
        for sign in &self.signs {
            let text = element.child(sign.child).map(|child| child.text.as_ref());
            let text = text.filter(|text| !text.is_empty());
            let is_shown = match (&sign.shows, text) {
                (Shows::Part(most), Some(text)) => text.chars().count() <= *most,
                (Shows::Fixed(expected), Some(text)) => {
                    fixed += 1;
                    text == *expected
                }
                (Shows::Part(_) | Shows::Fixed(_), None) => true,
                (Shows::ValueKind(check), text) => {
                    check.test.holds(text.map_or(Field::Absent, Field::Text))
                }
            };
            if !is_shown {
                return None;
            }
        }
        Some(fixed)
    }
}

/// What the elements of a row show, whose records are of these kinds and are read by these rows.
fn signs<'t>(only: Option<&'t Check>, entries: &'t [Entry]) -> Vec<Sign<'t>> {
    let mut signs = Vec::new();
    for inside in entries {
        let Resolved::Value {
            sources, format, ..
        } = &inside.content
        else {
            continue;
        };
        let child = local_name(inside);
        if let Some(most) = format.most_of_part() {
            let shows = Shows::Part(most);
            signs.push(Sign { child, shows });
        }
        let is_same_name = |other: &&Entry| other.row.element == inside.row.element;
        if let [Origin::Fixed(text)] = &sources[..]
            && entries.iter().filter(is_same_name).count() == 1
        {
            let shows = Shows::Fixed(text);
            signs.push(Sign { child, shows });
        }
    }
    if let Some(check) = only {
        let tells = |entry: &&Entry| own_route(entry).is_some_and(|own| is_same(own, &check.route));
        signs.extend(entries.iter().find(tells).map(|teller| Sign {
            child: local_name(teller),
            shows: Shows::ValueKind(check),
        }));
    }
    signs
}

/// The name of the elements of a row, without prefix.
fn local_name(entry: &Entry) -> &'static str {
    entry.row.element.rsplit(':').next().unwrap_or_default()
}

fn is_list(route: &Route) -> bool {
    matches!(route.kind, Some(ValueKind::List(_)))
        && matches!(route.steps.last(), Some(PathStep::Field(_)))
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
