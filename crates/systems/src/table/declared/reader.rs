//! Reads elements by their rows into the document.

use std::collections::HashMap;
use std::rc::Rc;

use cas_gateway::UnreadLeaf;
use cas_model::access::{Field, Node, Value};
use cas_model::shape::Kind;

use super::children::{Child, Path, numbered};
use super::choice::{Groups, capacity, fit, is_same, own_route};
use super::record::{At, is_value};
use super::{Declared, is_of_xml};
use crate::table::compile::{Check, Entry, Origin, Resolved, Route};
use crate::table::format::Format;
use crate::table::row::Test;
use crate::xml::Element;

/// Reads a message into a document.
pub(super) struct Reader<'d, 't> {
    pub document: &'d mut dyn Node,
    pub declared: Declared,
    edition: &'d str,
    /// The rows of each record by their names; put together once.
    groups: HashMap<*const Entry, Rc<Groups<'t>>>,
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

impl<'d, 't> Reader<'d, 't> {
    pub fn new(document: &'d mut dyn Node, edition: &'d str) -> Self {
        Self {
            document,
            declared: Declared::default(),
            edition,
            groups: HashMap::new(),
        }
    }

    /// Reads everything inside the element of the message.
    pub fn read_message(&mut self, rows: &'t [Entry], element: &Element<'_>) {
        self.read_all(rows, element, &At::root(), &Path::root(), 1);
    }

    /// Reads the children of an element by the rows for its record, which is the `number`th of
    /// its element. What depends on nothing is read first, then the rest in the order of the rows.
    fn read_all(
        &mut self,
        entries: &'t [Entry],
        element: &Element<'_>,
        at: &At,
        path: &Path<'_>,
        number: usize,
    ) {
        let children = numbered(element);
        let groups = self.groups(entries);
        let mut left = Vec::new();
        let mut work = Vec::with_capacity(children.len());
        for (index, child) in children.iter().enumerate() {
            match groups.of(child.element.name) {
                Some(group) => work.push((!groups.groups[group].is_sure, group, index)),
                None => left.push(index),
            }
        }
        work.sort_unstable();
        let mut used = vec![0_usize; entries.len()];
        for (_, group, index) in work {
            let child = &children[index];
            let rows = &groups.groups[group].rows;
            match self.choose(rows, &used, child.element, at) {
                Some((position, entry)) => {
                    used[position] += 1;
                    let record = Record { at, number };
                    self.read_one(entry, child, record, &path.below(child));
                }
                None => left.push(index),
            }
        }
        left.sort_unstable();
        for index in left {
            let child = &children[index];
            self.leave(child.element, &path.below(child));
        }
    }

    fn groups(&mut self, entries: &'t [Entry]) -> Rc<Groups<'t>> {
        let edition = self.edition;
        let known = self.groups.entry(entries.as_ptr());
        let groups = known.or_insert_with(|| Rc::new(Groups::new(entries, edition)));
        Rc::clone(groups)
    }

    /// The row that an element is read by.
    fn choose<'e>(
        &self,
        rows: &[(usize, &'e Entry)],
        used: &[usize],
        element: &Element<'_>,
        at: &At,
    ) -> Option<(usize, &'e Entry)> {
        if let [(position, entry)] = rows {
            let is_free = used[*position] < capacity(entry);
            let fits = is_free && fit(entry, element).is_some();
            return fits.then_some((*position, *entry));
        }
        let free = rows
            .iter()
            .copied()
            .filter(|(position, entry)| used[*position] < capacity(entry));
        let fitting: Vec<(usize, &Entry, usize)> = free
            .filter_map(|(position, entry)| Some((position, entry, fit(entry, element)?)))
            .collect();
        if let [(position, entry, _)] = fitting[..] {
            return Some((position, entry));
        }
        let best = fitting.iter().map(|(_, _, fixed)| *fixed).max()?;
        let best: Vec<_> = fitting.iter().filter(|one| one.2 == best).collect();
        // A condition on the very field that a row fills is fulfilled by reading it.
        let fulfils = |entry: &Entry| self.fulfils(entry, at);
        let chosen = best
            .iter()
            .find(|(_, entry, _)| fulfils(entry) && self.continues(entry, at))
            .or_else(|| best.first());
        chosen.map(|(position, entry, _)| (*position, *entry))
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

    fn read_one(
        &mut self,
        entry: &'t Entry,
        child: &Child<'_, '_>,
        record: Record<'_>,
        path: &Path<'_>,
    ) {
        let (element, at) = (child.element, record.at);
        match &entry.content {
            Resolved::Value {
                sources, format, ..
            } => {
                self.read_attributes(entry, element, at, path);
                for inner in &numbered(element) {
                    self.leave(inner.element, &path.below(inner));
                }
                if !element.text.is_empty() {
                    self.read_value(sources, *format, &element.text, record, path);
                }
            }
            Resolved::Records {
                from,
                only,
                entries,
                ..
            } => {
                let Some(inside) = self.enter(from, at) else {
                    return self.leave(element, path);
                };
                if let Some(key) = &entry.key {
                    self.put(key, &inside, Value::Text(child.number.to_string()));
                }
                self.join(from, at, &inside);
                if let Some((route, value)) = told_by(only.as_ref(), entries) {
                    self.put(route, &inside, Value::Text(value.to_owned()));
                }
                self.read_attributes(entry, element, &inside, path);
                if !element.text.is_empty() {
                    self.refuse(path, &element.text, None);
                }
                self.read_all(entries, element, &inside, path, child.number);
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
        text: &str,
        record: Record<'_>,
        path: &Path<'_>,
    ) {
        if let Some(route) = sources.iter().find_map(Origin::field) {
            // A number that is counted, or fixed, without the field needs no value in it.
            let is_number = matches!(route.kind, Some(Kind::Integer));
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
                self.refuse(path, text, Some(why));
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
        self.refuse(path, text, expected);
    }

    /// The attributes that rows know are read, those of XML itself passed over, others left.
    fn read_attributes(&mut self, entry: &Entry, element: &Element<'_>, at: &At, path: &Path<'_>) {
        for (name, value) in &element.attributes {
            if is_of_xml(name) {
                continue;
            }
            let known = entry.attribute.as_ref().filter(|(known, _)| known == name);
            let Some((_, sources)) = known else {
                self.refuse_attribute(path, name, value, None);
                continue;
            };
            if let Err(why) = self.read_attribute(sources, value, at) {
                self.refuse_attribute(path, name, value, why);
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

    /// Writes what an attribute says; a value that is there already must be the same.
    fn fill_same(&mut self, route: &Route, at: &At, text: &str) -> Result<(), String> {
        match self.field(route, at) {
            Field::Text(known) if known == text => Ok(()),
            Field::Text(known) => Err(format!("is {known} elsewhere; the document has one of it")),
            _ => self.fill(route, at, text, Format::Text(usize::MAX)),
        }
    }

    fn fill(&mut self, route: &Route, at: &At, text: &str, format: Format) -> Result<(), String> {
        let kind = route.kind.unwrap_or(Kind::Text);
        let value = match (format, self.field(route, at)) {
            // A text that is written in parts.
            (Format::Part(from, _), Field::Text(first)) if from > 0 => {
                Value::Text(format!("{first}{text}"))
            }
            (_, Field::Absent) => format.value(text, kind)?,
            (_, known) => {
                let known = known.text().unwrap_or_default().into_owned();
                return match format.value(text, kind) {
                    Ok(value) if is_value(&value, &known) => Ok(()),
                    _ => Err(format!("is {known} elsewhere; the document has one of it")),
                };
            }
        };
        match self.put(route, at, value) {
            true => Ok(()),
            false => Err("is not of the field's kind".to_owned()),
        }
    }

    /// Keeps the leaves of an element as unread.
    fn leave(&mut self, element: &Element<'_>, path: &Path<'_>) {
        for (name, value) in &element.attributes {
            if !is_of_xml(name) {
                self.refuse_attribute(path, name, value, None);
            }
        }
        if !element.text.is_empty() {
            self.refuse(path, &element.text, None);
        }
        for child in &numbered(element) {
            self.leave(child.element, &path.below(child));
        }
    }

    fn refuse(&mut self, path: &Path<'_>, value: &str, why: Option<String>) {
        self.declared.unread.push(UnreadLeaf {
            path: path.text(),
            value: value.to_owned(),
            why,
        });
    }

    fn refuse_attribute(&mut self, path: &Path<'_>, name: &str, value: &str, why: Option<String>) {
        self.declared.unread.push(UnreadLeaf {
            path: format!("{}@{name}", path.text()),
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
