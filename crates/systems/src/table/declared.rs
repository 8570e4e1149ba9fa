//! Reading a trader's message back by the rows that write it, with nothing passed over.
//!
//! Rows are followed in their order. Where several rows write elements of one name, the element
//! goes to the row that would have written it: by the fixed values in it, by what the row says of
//! its records, by its conditions, and else to the first that is not taken. A leaf, or an
//! attribute, that no row takes is kept as unread, with its path.

use std::borrow::Cow;
use std::collections::HashMap;

use cas_gateway::UnreadLeaf;
use cas_model::access::{Field, Node, Value};
use cas_model::shape::Kind;
use jiff::Timestamp;
use jiff::civil::Date;

use super::compile::{Check, Entry, Origin, Resolved, Route, Step, Table};
use super::format::Format;
use super::row::Test;
use crate::xml::Element;

/// What a message said, beside the document that was filled.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Values that come with a request and not from the document, by their names.
    pub given: Vec<(&'static str, String)>,
    /// Leaves that no row takes.
    pub unread: Vec<UnreadLeaf>,
}

impl Declared {
    /// A value that comes with a request.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        let of_name = self.given.iter().find(|(given, _)| *given == name);
        of_name.map(|(_, value)| value.as_str())
    }

    /// Forgets the leaves at these paths below the root element, and what stands in them: another
    /// reader took them.
    pub fn taken(&mut self, paths: &[&str]) {
        self.unread.retain(|leaf| {
            let element = without_numbers(&leaf.path);
            let is_in = |path: &&str| {
                let rest = element.strip_prefix(*path);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '@']))
            };
            !paths.iter().any(is_in)
        });
    }
}

/// A path without the numbers of its elements: the kind of leaf.
#[must_use]
pub fn without_numbers(path: &str) -> String {
    let mut kind = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => kind.push(c),
            _ => {}
        }
    }
    kind
}

impl Table {
    /// Fills an empty document from the elements inside this one; all of them are read or named.
    pub fn read_declared(
        &self,
        element: &Element<'_>,
        edition: &str,
        document: &mut dyn Node,
    ) -> Declared {
        let mut reader = Reader {
            document,
            edition,
            declared: Declared::default(),
        };
        reader.read_all(&self.rows, element, &At::root(), "", 1);
        reader.declared
    }
}

/// Where a record stands in the document: from the root, by indexes.
#[derive(Clone, Debug, Default)]
struct At(Vec<Hop>);

#[derive(Clone, Copy, Debug)]
enum Hop {
    Field(usize),
    Element(usize),
}

impl At {
    fn root() -> Self {
        Self::default()
    }

    /// The position of the record in its list, from 1.
    fn position(&self) -> usize {
        match self.0.last() {
            Some(Hop::Element(index)) => index + 1,
            Some(Hop::Field(_)) | None => 1,
        }
    }

    fn with(&self, hop: Hop) -> Self {
        let mut hops = self.0.clone();
        hops.push(hop);
        Self(hops)
    }
}

struct Reader<'d> {
    document: &'d mut dyn Node,
    edition: &'d str,
    declared: Declared,
}

/// A child element while its reader is sought: its number among those of its name.
struct Child<'e, 'a> {
    element: &'e Element<'a>,
    number: usize,
    of: usize,
}

impl Reader<'_> {
    /// Reads the children of an element by the rows for its record, which is the `number`th of
    /// its element.
    fn read_all(
        &mut self,
        entries: &[Entry],
        element: &Element<'_>,
        at: &At,
        path: &str,
        number: usize,
    ) {
        let children = numbered(element);
        let mut taken = vec![false; children.len()];
        let mut used = vec![0_usize; entries.len()];
        let rows = rows_by_name(entries, self.edition);
        // What has one row only is read first: conditions of other rows ask for it.
        for only_sure in [true, false] {
            for entry in entries {
                let name = entry.row.element.rsplit(':').next().unwrap_or_default();
                let Some(of_name) = rows.get(name).filter(|rows| {
                    rows[0].1.row.element == entry.row.element && std::ptr::eq(rows[0].1, entry)
                }) else {
                    continue;
                };
                let is_sure = match &of_name[..] {
                    [(_, one)] => {
                        matches!(one.content, Resolved::Value { .. }) || one.when.is_empty()
                    }
                    _ => of_name
                        .iter()
                        .all(|(_, entry)| matches!(entry.content, Resolved::Records { .. })),
                };
                if is_sure != only_sure {
                    continue;
                }
                for (index, child) in children.iter().enumerate() {
                    if taken[index] || child.element.name != name {
                        continue;
                    }
                    let Some((position, entry)) = self.choose(of_name, &used, child.element, at)
                    else {
                        continue;
                    };
                    used[position] += 1;
                    taken[index] = true;
                    let path = below(path, child);
                    self.read_one(entry, child, (at, number), &path);
                }
            }
        }
        for (child, _) in children.iter().zip(taken).filter(|(_, taken)| !taken) {
            self.leave(child.element, &below(path, child));
        }
    }

    /// The row that an element is read by.
    fn choose<'e>(
        &self,
        rows: &[(usize, &'e Entry)],
        used: &[usize],
        element: &Element<'_>,
        at: &At,
    ) -> Option<(usize, &'e Entry)> {
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
        entry: &Entry,
        child: &Child<'_, '_>,
        (at, number): (&At, usize),
        path: &str,
    ) {
        let element = child.element;
        match &entry.content {
            Resolved::Value {
                sources, format, ..
            } => {
                self.read_attributes(entry, element, at, path);
                for inner in &numbered(element) {
                    self.leave(inner.element, &below(path, inner));
                }
                if !element.text.is_empty() {
                    self.read_value(sources, *format, element, (at, number), path);
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
                if let Some(Check {
                    route,
                    test: Test::Is(_, [value, others @ ..]),
                }) = only
                {
                    // One of several is said by an element inside, or the first is meant.
                    let fills =
                        |entry: &Entry| own_route(entry).is_some_and(|own| is_same(own, route));
                    if others.is_empty() || !entries.iter().any(fills) {
                        self.put(route, &inside, Value::Text((*value).to_owned()));
                    }
                }
                self.read_attributes(entry, element, &inside, path);
                if !element.text.is_empty() {
                    self.refuse(path, &element.text, None);
                }
                self.read_all(entries, element, &inside, path, child.number);
                self.drop_empty(&inside);
            }
        }
    }

    fn read_value(
        &mut self,
        sources: &[Origin],
        format: Format,
        element: &Element<'_>,
        (at, number): (&At, usize),
        path: &str,
    ) {
        let text = element.text.as_ref();
        let field = sources.iter().find_map(|source| match source {
            Origin::Field(route) => Some(route),
            _ => None,
        });
        if let Some(route) = field {
            // What is counted, or said, without the field needs no value in it.
            let is_implied = sources.iter().any(|source| match source {
                Origin::Number => text.parse() == Ok(number),
                Origin::Place => text.parse() == Ok(at.position()),
                Origin::Fixed(implied) => *implied == text,
                Origin::Field(_) | Origin::Given(..) | Origin::Count(_) | Origin::Total(..) => {
                    false
                }
            });
            if is_implied {
                return;
            }
            if let Err(why) = self.fill(route, at, text, format) {
                self.refuse(path, text, Some(why));
            }
            return;
        }
        for source in sources {
            match source {
                Origin::Given(name, _) => {
                    self.declared.given.push((name, text.to_owned()));
                    return;
                }
                Origin::Fixed(expected) if *expected == text => return,
                // What we count ourselves; the comparison of what is written says where it differs.
                Origin::Number if text.parse() == Ok(number) => return,
                Origin::Place if text.parse() == Ok(at.position()) => return,
                Origin::Count(_) | Origin::Total(..) => return,
                Origin::Field(_) | Origin::Fixed(_) | Origin::Number | Origin::Place => {}
            }
        }
        let expected = sources.iter().find_map(|source| match source {
            Origin::Fixed(expected) => Some(format!("is {expected} in what we write")),
            Origin::Number => Some(format!("is {number} in what we write")),
            _ => None,
        });
        self.refuse(path, text, expected);
    }

    /// The attributes that rows know are read, those of XML itself passed over, others left.
    fn read_attributes(&mut self, entry: &Entry, element: &Element<'_>, at: &At, path: &str) {
        for (name, value) in &element.attributes {
            if is_of_xml(name) {
                continue;
            }
            let known = entry.attribute.as_ref().filter(|(known, _)| known == name);
            let path = format!("{path}@{name}");
            let Some((_, sources)) = known else {
                self.refuse(&path, value, None);
                continue;
            };
            let field = sources.iter().find_map(|source| match source {
                Origin::Field(route) => Some(route),
                _ => None,
            });
            let fixed = sources.iter().find_map(|source| match source {
                Origin::Fixed(text) => Some(*text),
                _ => None,
            });
            let given = sources.iter().find_map(|source| match source {
                Origin::Given(name, _) => Some(*name),
                _ => None,
            });
            let read = match (field, given) {
                (Some(route), _) => self.fill_same(route, at, value).map_err(Some),
                (None, Some(name)) => self.give_same(name, value).map_err(Some),
                (None, None) if fixed == Some(value.as_ref()) => Ok(()),
                (None, None) => Err(fixed.map(|text| format!("is {text} in what we write"))),
            };
            if let Err(why) = read {
                self.refuse(&path, value, why);
            }
        }
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

    fn field(&self, route: &Route, at: &At) -> Field<'_> {
        let start = match route.from_document {
            true => Some(&*self.document as &dyn Node),
            false => node_at(self.document, at),
        };
        start.map_or(Field::Absent, |node| {
            super::place::along(node, &route.steps)
        })
    }

    fn holds(&self, check: &Check, at: &At) -> bool {
        let field = self.field(&check.route, at);
        check.test.holds(field)
    }

    /// The place of the record that an element is read into, made where it is not there: the next
    /// of a list.
    fn enter(&mut self, route: &Route, at: &At) -> Option<At> {
        self.enter_along(route.from_document, &route.steps, at)
    }

    fn enter_along(&mut self, from_document: bool, steps: &[Step], at: &At) -> Option<At> {
        let mut place = match from_document {
            true => At::root(),
            false => at.clone(),
        };
        for step in steps {
            place = match step {
                Step::Field(index) => {
                    let node = node_at_mut(self.document, &place)?;
                    match node.shape().fields[*index].kind {
                        Kind::List(_) => {
                            let list = node.list_mut(*index)?;
                            list.push();
                            let position = match node.field(*index) {
                                Field::List(list) => list.len() - 1,
                                _ => return None,
                            };
                            place.with(Hop::Field(*index)).with(Hop::Element(position))
                        }
                        Kind::Record(_) => {
                            node.record_mut(*index)?;
                            place.with(Hop::Field(*index))
                        }
                        Kind::Text
                        | Kind::Decimal
                        | Kind::Integer
                        | Kind::Flag
                        | Kind::Date
                        | Kind::Instant => return None,
                    }
                }
                Step::Select { list, key, value } => {
                    let node = node_at_mut(self.document, &place)?;
                    let position = match position(node, *list, *key, value) {
                        Some(position) => position,
                        None => {
                            let elements = node.list_mut(*list)?;
                            let element = elements.push();
                            element
                                .set(*key, Some(Value::Text((*value).to_owned())))
                                .ok()?;
                            match node.field(*list) {
                                Field::List(list) => list.len() - 1,
                                _ => return None,
                            }
                        }
                    };
                    place.with(Hop::Field(*list)).with(Hop::Element(position))
                }
            };
        }
        Some(place)
    }

    /// Has the element of a joined list name the record that it was found in.
    fn join(&mut self, from: &Route, record: &At, element: &At) {
        let Some(join) = &from.join else { return };
        let Some(key) = self.field(&join.key, record).text().map(Cow::into_owned) else {
            return;
        };
        if let Some(node) = node_at_mut(self.document, element) {
            // The field is a text: it names a key.
            let _ = node.set(join.names, Some(Value::Text(key)));
        }
    }

    /// Writes a value at the end of a route; whether it is of the field's kind.
    fn put(&mut self, route: &Route, at: &At, value: Value) -> bool {
        let Some((Step::Field(index), before)) = route.steps.split_last() else {
            return false;
        };
        let Some(place) = self.enter_along(route.from_document, before, at) else {
            return false;
        };
        node_at_mut(self.document, &place).is_some_and(|node| node.set(*index, Some(value)).is_ok())
    }

    /// Takes an element of a list away again in which nothing was said.
    fn drop_empty(&mut self, at: &At) {
        let [before @ .., Hop::Field(list), Hop::Element(position)] = &at.0[..] else {
            return;
        };
        let says_nothing = node_at(self.document, at).is_some_and(is_blank);
        if says_nothing
            && let Some(node) = node_at_mut(self.document, &At(before.to_vec()))
            && let Some(elements) = node.list_mut(*list)
        {
            elements.remove(*position);
        }
    }

    /// Keeps the leaves of an element as unread.
    fn leave(&mut self, element: &Element<'_>, path: &str) {
        for (name, value) in &element.attributes {
            if !is_of_xml(name) {
                self.refuse(&format!("{path}@{name}"), value, None);
            }
        }
        let children = numbered(element);
        if !element.text.is_empty() {
            self.refuse(path, &element.text, None);
        }
        for child in &children {
            self.leave(child.element, &below(path, child));
        }
    }

    fn refuse(&mut self, path: &str, value: &str, why: Option<String>) {
        self.declared.unread.push(UnreadLeaf {
            path: path.to_owned(),
            value: value.to_owned(),
            why,
        });
    }
}

/// Whether an attribute is XML's own: namespaces and where schemas are.
pub(crate) fn is_of_xml(name: &str) -> bool {
    name.starts_with("xmlns") || name.starts_with("xsi") || name.starts_with("xml:")
}

type Rows<'e> = HashMap<&'static str, Vec<(usize, &'e Entry)>>;

/// The rows of each name, with their positions, of an edition.
fn rows_by_name<'e>(entries: &'e [Entry], edition: &str) -> Rows<'e> {
    let mut rows: Rows<'e> = HashMap::new();
    for (position, entry) in entries.iter().enumerate() {
        let is_of_edition = edition.is_empty()
            || entry
                .row
                .edition
                .is_none_or(|editions| editions.split(' ').any(|one| one == edition));
        if is_of_edition {
            let name = entry.row.element.rsplit(':').next().unwrap_or_default();
            rows.entry(name).or_default().push((position, entry));
        }
    }
    rows
}

fn numbered<'e, 'a>(element: &'e Element<'a>) -> Vec<Child<'e, 'a>> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for child in &element.children {
        *counts.entry(child.name).or_default() += 1;
    }
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let children = element.children.iter().map(|child| {
        let number = numbers.entry(child.name).or_default();
        *number += 1;
        Child {
            element: child,
            number: *number,
            of: counts[child.name],
        }
    });
    children.collect()
}

fn below(path: &str, child: &Child<'_, '_>) -> String {
    let separator = if path.is_empty() { "" } else { "/" };
    let name = child.element.name;
    match child.of {
        1 => format!("{path}{separator}{name}"),
        _ => format!("{path}{separator}{name}[{}]", child.number),
    }
}

/// How many elements a row can read for one record.
fn capacity(entry: &Entry) -> usize {
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
fn fit(entry: &Entry, element: &Element<'_>) -> Option<usize> {
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
        let name = inside.row.element.rsplit(':').next().unwrap_or_default();
        // A part of a text is no longer than the part.
        if let Format::Part(from, to) = format
            && element
                .text_at(name)
                .is_some_and(|text| text.chars().count() > to - from)
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
        let name = inside.row.element.rsplit(':').next().unwrap_or_default();
        let text = element.text_at(name);
        check.test.holds(text.map_or(Field::Absent, Field::Text))
    });
    fits.then_some(fixed)
}

/// The field that a row fills.
fn own_route(entry: &Entry) -> Option<&Route> {
    let Resolved::Value { sources, .. } = &entry.content else {
        return None;
    };
    sources.iter().find_map(|source| match source {
        Origin::Field(route) => Some(route),
        _ => None,
    })
}

fn is_same(one: &Route, other: &Route) -> bool {
    one.from_document == other.from_document && one.steps == other.steps
}

fn is_value(value: &Value, known: &str) -> bool {
    match value {
        Value::Text(text) => text == known,
        Value::Decimal(decimal) => known.parse() == Ok(*decimal),
        Value::Integer(integer) => known.parse() == Ok(*integer),
        Value::Flag(flag) => known.parse() == Ok(*flag),
        Value::Date(date) => known.parse().is_ok_and(|known: Date| known == *date),
        Value::Instant(instant) => known
            .parse()
            .is_ok_and(|known: Timestamp| known == *instant),
    }
}

fn is_blank(node: &dyn Node) -> bool {
    let count = node.shape().fields.len();
    (0..count).all(|index| match node.field(index) {
        Field::Record(record) => is_blank(record),
        field => field.is_empty(),
    })
}

fn node_at<'a>(document: &'a dyn Node, at: &At) -> Option<&'a dyn Node> {
    let mut node = document;
    let mut hops = at.0.iter();
    while let Some(hop) = hops.next() {
        let Hop::Field(index) = hop else { return None };
        node = match node.field(*index) {
            Field::Record(record) => record,
            Field::List(list) => {
                let Some(Hop::Element(position)) = hops.next() else {
                    return None;
                };
                list.get(*position)?
            }
            _ => return None,
        };
    }
    Some(node)
}

fn node_at_mut<'a>(document: &'a mut dyn Node, at: &At) -> Option<&'a mut dyn Node> {
    let mut node = document;
    let mut hops = at.0.iter();
    while let Some(hop) = hops.next() {
        let Hop::Field(index) = hop else { return None };
        node = match node.shape().fields[*index].kind {
            Kind::Record(_) => node.record_mut(*index)?,
            Kind::List(_) => {
                let Some(Hop::Element(position)) = hops.next() else {
                    return None;
                };
                node.list_mut(*index)?.get_mut(*position)?
            }
            _ => return None,
        };
    }
    Some(node)
}

fn position(record: &dyn Node, list: usize, key: usize, value: &str) -> Option<usize> {
    let Field::List(elements) = record.field(list) else {
        return None;
    };
    (0..elements.len()).find(|index| {
        let element = elements.get(*index);
        element.is_some_and(|one| matches!(one.field(key), Field::Text(text) if text == value))
    })
}
