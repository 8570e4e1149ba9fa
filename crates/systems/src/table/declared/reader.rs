//! Reads elements by their rows into the document.

use cas_gateway::UnreadLeaf;
use cas_model::access::{Field, Node, Value};
use cas_model::shape::ValueKind;

use super::children::Placed;
use super::choice::{Candidate, Groups, is_same, own_route};
use super::record::At;
use super::{Declared, is_of_xml};
use crate::table::compile::{Check, Entry, Origin, Resolved, Route};
use crate::table::format::Format;
use crate::table::row::Test;
use crate::xml::Element;

/// Reads a message into a document.
pub(super) struct Reader<'d> {
    pub document: &'d mut dyn Node,
    pub declared: Declared,
    edition: Option<&'d str>,
    /// What is to be read for each record that is open, one record behind the other.
    work: Vec<Work>,
    /// How often each row of each open record has read an element, likewise.
    used: Vec<usize>,
}

/// A child of an element that rows may read; in the order of reading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Work {
    /// Whether it is read behind what depends on nothing.
    is_late: bool,
    /// The place of the group of its name.
    group: usize,
    /// Its position among the children.
    position: usize,
}

/// The record that elements are read into.
#[derive(Clone, Copy)]
struct Record<'a> {
    at: &'a At,
    /// Of its element, among those of one name.
    number: usize,
}

impl Record<'_> {
    /// Whether a source that is not of the document writes this text here. What is counted or
    /// summed is taken as it is: the comparison of what is written says where it differs.
    fn writes(self, source: &Origin, text: &str) -> bool {
        match source {
            Origin::Fixed(fixed) => *fixed == text,
            Origin::Number => text.parse() == Ok(self.number),
            Origin::Place => text.parse() == Ok(self.at.position()),
            Origin::Count(_) | Origin::Total(..) => true,
            Origin::Field(_) | Origin::Given(..) => false,
        }
    }
}

impl<'d> Reader<'d> {
    pub fn new(document: &'d mut dyn Node, edition: Option<&'d str>) -> Self {
        Self {
            document,
            declared: Declared::default(),
            edition,
            work: Vec::new(),
            used: Vec::new(),
        }
    }

    /// Reads everything inside the element of the message.
    pub fn read_message(&mut self, rows: &[Entry], element: &Element<'_>) {
        let groups = Groups::new(rows, self.edition);
        let at = &At::root();
        let record = Record { at, number: 1 };
        self.read_all(&groups, record, &Placed::root(element));
    }

    /// Reads the children of an element by the rows for its record. What depends on nothing is
    /// read first, then the rest in the order of the rows.
    fn read_all(&mut self, groups: &Groups<'_>, record: Record<'_>, here: &Placed<'_>) {
        let mut left = Vec::new();
        let (work, used) = (self.work.len(), self.used.len());
        let mut last = 0;
        for (position, child) in here.element.children.iter().enumerate() {
            let Some(group) = groups.position(child.name, last) else {
                left.push(position);
                continue;
            };
            last = group;
            self.work.push(Work {
                is_late: !groups.groups[group].is_sure,
                group,
                position,
            });
        }
        self.work[work..].sort_unstable();
        self.used.resize(used + groups.rows, 0);
        // Those of one name come one after another.
        let (mut last, mut number) = (None, 0);
        for index in work..self.work.len() {
            let Work {
                group, position, ..
            } = self.work[index];
            number = if last == Some(group) { number + 1 } else { 1 };
            last = Some(group);
            let child = here.child(position);
            let rows = &groups.groups[group].rows;
            match self.choose(rows, &self.used[used..], child.element, record.at) {
                Some(row) => {
                    self.used[used + row.position] += 1;
                    self.read_one(row, &child, number, record);
                }
                None => left.push(position),
            }
        }
        self.work.truncate(work);
        self.used.truncate(used);
        left.sort_unstable();
        for position in left {
            self.leave(&here.child(position));
        }
    }

    /// The row that an element is read by.
    fn choose<'r, 't>(
        &self,
        rows: &'r [Candidate<'t>],
        used: &[usize],
        element: &Element<'_>,
        at: &At,
    ) -> Option<&'r Candidate<'t>> {
        let is_free = |row: &&Candidate<'_>| used[row.position] < row.capacity;
        if let [row] = rows {
            let fits = is_free(&row) && row.fit(element).is_some();
            return fits.then_some(row);
        }
        let free = rows.iter().filter(is_free);
        let fitting: Vec<(&Candidate<'_>, usize)> = free
            .filter_map(|row| Some((row, row.fit(element)?)))
            .collect();
        if let [(row, _)] = fitting[..] {
            return Some(row);
        }
        let best = fitting.iter().map(|(_, fixed)| *fixed).max()?;
        let mut best = fitting
            .iter()
            .filter(|(_, fixed)| *fixed == best)
            .map(|(row, _)| *row);
        let first = best.clone().next();
        // A condition on the very field that a row fills is fulfilled by reading it.
        let chosen = best.find(|row| self.fulfils(row.entry, at) && self.continues(row.entry, at));
        chosen.or(first)
    }

    fn fulfils(&self, entry: &Entry, at: &At) -> bool {
        let own = own_route(entry);
        entry.when.iter().all(|check| match check.test {
            Test::Has(_) | Test::IsCode(_) | Test::IsWords(_) => {
                own.is_some_and(|own| is_same(own, &check.route)) || self.holds(check, at)
            }
            Test::Lacks(_) | Test::Is(..) | Test::IsNot(..) => self.holds(check, at),
            Test::Never => false,
        })
    }

    /// Whether a part of a text begins where what was read of it ends.
    fn continues(&self, entry: &Entry, at: &At) -> bool {
        let Resolved::Value {
            format: Format::Part(from, _),
            ..
        } = &entry.content
        else {
            return true;
        };
        let Some(route) = own_route(entry) else {
            return true;
        };
        let length = match self.field(route, at) {
            Field::Text(text) => text.chars().count(),
            _ => 0,
        };
        length == *from
    }

    /// Reads an element, the `number`th of its name, by a row for the record that it stands in.
    fn read_one(
        &mut self,
        row: &Candidate<'_>,
        child: &Placed<'_>,
        number: usize,
        record: Record<'_>,
    ) {
        let (entry, at) = (row.entry, record.at);
        let text = &child.element.text;
        match &entry.content {
            Resolved::Value {
                sources, format, ..
            } => {
                self.read_attributes(entry, child, at);
                for inner in child.children() {
                    self.leave(&inner);
                }
                if !text.is_empty() {
                    self.read_value(sources, *format, record, child);
                }
            }
            Resolved::Records {
                from,
                only,
                entries,
                ..
            } => {
                let Some(inside) = self.enter(from, at) else {
                    return self.leave(child);
                };
                if let Some(key) = &entry.key {
                    self.put(key, &inside, Value::Text(number.to_string()));
                }
                self.join(from, at, &inside);
                if let Some((route, value)) = told_by(only.as_ref(), entries) {
                    self.put(route, &inside, Value::Text(value.to_owned()));
                }
                self.read_attributes(entry, child, &inside);
                if !text.is_empty() {
                    self.refuse(child, text, None);
                }
                let groups = row.inside(entries, self.edition);
                let at = &inside;
                self.read_all(groups, Record { at, number }, child);
                // A row may be for the record that it stands in, which is not whole yet.
                if !from.steps.is_empty() {
                    self.drop_empty(&inside);
                }
            }
        }
    }

    fn read_value(
        &mut self,
        sources: &[Origin],
        format: Format,
        record: Record<'_>,
        leaf: &Placed<'_>,
    ) {
        let text = leaf.element.text.as_ref();
        if let Some(route) = sources.iter().find_map(Origin::field) {
            // A number that is counted, or fixed, without the field needs no value in it.
            let is_number = matches!(route.kind, Some(ValueKind::Integer));
            let is_implied = sources.iter().any(|source| match source {
                Origin::Number | Origin::Place => record.writes(source, text),
                Origin::Fixed(_) => is_number && record.writes(source, text),
                Origin::Field(_) | Origin::Given(..) | Origin::Count(_) | Origin::Total(..) => {
                    false
                }
            });
            if is_implied {
                return;
            }
            if let Err(why) = self.fill(route, record.at, text, format) {
                self.refuse(leaf, text, Some(why));
            }
            return;
        }
        let mut expected = None;
        for source in sources {
            if record.writes(source, text) {
                return;
            }
            let written = match source {
                Origin::Given(name, _) => {
                    self.declared.given.push((name, text.to_owned()));
                    return;
                }
                Origin::Fixed(fixed) => (*fixed).to_owned(),
                Origin::Number => record.number.to_string(),
                Origin::Place => record.at.position().to_string(),
                Origin::Field(_) | Origin::Count(_) | Origin::Total(..) => continue,
            };
            expected.get_or_insert_with(|| format!("is {written} in what we write"));
        }
        self.refuse(leaf, text, expected);
    }

    /// The attributes that rows know are read, those of XML itself passed over, others left.
    fn read_attributes(&mut self, entry: &Entry, placed: &Placed<'_>, at: &At) {
        for (name, value) in &placed.element.attributes {
            if is_of_xml(name) {
                continue;
            }
            let known = entry.attribute.as_ref().filter(|(known, _)| known == name);
            let Some((_, sources)) = known else {
                self.refuse_attribute(placed, name, value, None);
                continue;
            };
            if let Err(why) = self.read_attribute(sources, value, at) {
                self.refuse_attribute(placed, name, value, why);
            }
        }
    }

    /// What an attribute says; or, where something else stands there, why it is not read.
    fn read_attribute(
        &mut self,
        sources: &[Origin],
        value: &str,
        at: &At,
    ) -> Result<(), Option<String>> {
        if let Some(route) = sources.iter().find_map(Origin::field) {
            return self.fill_same(route, at, value).map_err(Some);
        }
        for source in sources {
            match source {
                Origin::Given(name, _) => return self.give_same(name, value).map_err(Some),
                Origin::Fixed(fixed) if *fixed == value => return Ok(()),
                Origin::Fixed(fixed) => return Err(Some(format!("is {fixed} in what we write"))),
                Origin::Field(_)
                | Origin::Number
                | Origin::Place
                | Origin::Count(_)
                | Origin::Total(..) => {}
            }
        }
        Err(None)
    }

    /// Keeps what an attribute says that comes with a request: it is the same wherever it stands.
    fn give_same(&mut self, name: &'static str, text: &str) -> Result<(), String> {
        match self.declared.given(name) {
            Some(known) if known.eq_ignore_ascii_case(text) => Ok(()),
            Some(known) => Err(format!("is {known} elsewhere; the message has one of it")),
            None => {
                self.declared.given.push((name, text.to_owned()));
                Ok(())
            }
        }
    }

    /// Keeps the leaves of an element as unread.
    fn leave(&mut self, placed: &Placed<'_>) {
        for (name, value) in &placed.element.attributes {
            if !is_of_xml(name) {
                self.refuse_attribute(placed, name, value, None);
            }
        }
        if !placed.element.text.is_empty() {
            self.refuse(placed, &placed.element.text, None);
        }
        for child in placed.children() {
            self.leave(&child);
        }
    }

    fn refuse(&mut self, placed: &Placed<'_>, value: &str, why: Option<String>) {
        self.declared.unread.push(UnreadLeaf {
            path: placed.path(),
            value: value.to_owned(),
            why,
        });
    }

    fn refuse_attribute(
        &mut self,
        placed: &Placed<'_>,
        name: &str,
        value: &str,
        why: Option<String>,
    ) {
        self.declared.unread.push(UnreadLeaf {
            path: format!("{}@{name}", placed.path()),
            value: value.to_owned(),
            why,
        });
    }
}

/// The field, and its value, that a record has for being one of those that a row is for. Where the
/// row is for several kinds, it is the first of them, unless the element says which.
fn told_by<'t>(only: Option<&'t Check>, entries: &'t [Entry]) -> Option<(&'t Route, &'static str)> {
    let check = only?;
    let says = |entry: &Entry| own_route(entry).is_some_and(|own| is_same(own, &check.route));
    match check.test {
        Test::Is(_, [value]) => Some((&check.route, *value)),
        Test::Is(_, [first, ..]) if !entries.iter().any(says) => Some((&check.route, *first)),
        Test::Is(..)
        | Test::IsNot(..)
        | Test::IsCode(_)
        | Test::IsWords(_)
        | Test::Lacks(_)
        | Test::Has(_)
        | Test::Never => None,
    }
}
