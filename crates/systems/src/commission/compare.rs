//! Does customs have what we have?
//!
//! A message in which customs repeats a declaration is compared with our document, written by the
//! same table as ever: element by element, repeated elements by the number they carry, numbers as
//! numbers. What the one message cannot carry, or must carry although the other may leave it out,
//! says nothing and is left alone; which that is, each system says in a [`Repetition`].

use std::collections::BTreeMap;

use cas_gateway::{CustomsDifference, DecodeError, EncodeError, Intent, Outbound, Request};
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use jiff::Timestamp;
use rust_decimal::Decimal;

use super::Domain;
use super::decode::read;
use super::interpret::FieldOf;
use crate::xml::Element;

/// Header elements, which belong to a message and not to the declaration.
const HEADER: &[&str] = &[
    "messageSender",
    "messageRecipient",
    "preparationDateAndTime",
    "messageIdentification",
    "messageType",
    "correlationIdentifier",
];

/// How a message repeats a declaration.
pub(crate) struct Repetition {
    /// Whose message it is.
    pub domain: &'static Domain,
    /// The message in which customs repeats the declaration.
    pub message: &'static str,
    /// Writes our declaration as its message.
    pub encode: fn(&Request<'_>) -> Result<Outbound, EncodeError>,
    /// Finds our field for a pointer.
    pub field_of: FieldOf,
    /// The type of the message that declares.
    pub declaration: &'static str,
    /// Elements that only one of the messages has.
    pub of_one_message: &'static [&'static str],
    /// What a group has in every repetition and need not have in a declaration. Where we left it
    /// out, customs says something of its own.
    pub filled_by_customs: &'static [(&'static str, &'static [&'static str])],
    /// Groups that customs leaves out where they lack what it would have to fill in.
    pub repeated_whole: &'static [&'static str],
    /// Elements whose text is a number: 10 and 10.00 are the same.
    pub numbers: &'static [&'static str],
    /// Groups that number themselves by another element than `sequenceNumber`.
    pub numbered_by: &'static [(&'static str, &'static str)],
}

impl Repetition {
    /// Compares a message in which customs repeats the declaration with our document; `None` for
    /// a message that does not repeat it.
    ///
    /// # Errors
    /// When it is not a message that we read, or our declaration cannot be written.
    pub fn differences(
        &self,
        document: &SingleAdministrativeDocument,
        lrn: &str,
        settings: &serde_json::Value,
        message: &[u8],
    ) -> Result<Option<Vec<CustomsDifference>>, DecodeError> {
        let theirs = self.domain.root(message)?;
        if theirs.name != self.message {
            return Ok(None);
        }
        let ours = self.written(document, lrn, settings)?;
        let ours = read(&ours)?;
        let sides = Sides {
            ours: Some(&ours),
            theirs: Some(&theirs),
        };
        let mut found = Vec::new();
        self.compare_inside(sides, &format!("/{}", self.declaration), &mut found);
        for difference in &mut found {
            let field = (self.field_of)(document, &difference.pointer);
            difference.path = Some(field).filter(|field| !field.is_root());
        }
        Ok(Some(found))
    }

    /// Our document as the declaration that we would send; its header is compared with nothing.
    fn written(
        &self,
        document: &SingleAdministrativeDocument,
        lrn: &str,
        settings: &serde_json::Value,
    ) -> Result<Vec<u8>, DecodeError> {
        let outbound = (self.encode)(&Request {
            intent: Intent::Declare,
            document,
            declaration_type: None,
            side: Side::Sent,
            lrn,
            facts: &CustomsFacts::default(),
            settings,
            message_identifier: "compared",
            now: Timestamp::UNIX_EPOCH,
        })?;
        Ok(outbound.body)
    }

    /// Compares what stands inside a group.
    fn compare_inside(&self, group: Sides<'_>, pointer: &str, found: &mut Vec<CustomsDifference>) {
        let counts = self.number_name(group.name());
        let compared = |name: &&str| {
            *name != counts && !HEADER.contains(name) && !self.of_one_message.contains(name)
        };
        for name in group.names().into_iter().filter(compared) {
            for ((number, _), sides) in self.pairs(group, name) {
                if self.is_left_to_customs(group.name(), sides) {
                    continue;
                }
                let carries = |element: &Element| self.own_number(element).is_some();
                let pointer = match number > 1 || sides.each().any(carries) {
                    true => format!("{pointer}/{name}[{number}]"),
                    false => format!("{pointer}/{name}"),
                };
                if sides.is_group() {
                    self.compare_inside(sides, &pointer, found);
                } else {
                    found.extend(self.difference(sides, pointer));
                }
            }
        }
    }

    /// The elements of a name inside, each with its counterpart, by number. A number that one side
    /// has twice is met by the other side's second.
    fn pairs<'a>(&self, group: Sides<'a>, name: &'a str) -> BTreeMap<(usize, usize), Sides<'a>> {
        let mut pairs: BTreeMap<(usize, usize), Sides<'a>> = BTreeMap::new();
        for (key, element) in self.numbered(group.ours, name) {
            pairs.entry(key).or_default().ours = Some(element);
        }
        for (key, element) in self.numbered(group.theirs, name) {
            pairs.entry(key).or_default().theirs = Some(element);
        }
        pairs
    }

    /// The children of a name, each with its number and how often that number came before.
    fn numbered<'a>(
        &self,
        parent: Option<&'a Element<'a>>,
        name: &'a str,
    ) -> impl Iterator<Item = ((usize, usize), &'a Element<'a>)> {
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        let children = parent
            .into_iter()
            .flat_map(move |parent| parent.children_named(name));
        children.enumerate().map(move |(index, element)| {
            let number = self.own_number(element).unwrap_or(index + 1);
            let times = seen.entry(number).or_default();
            *times += 1;
            ((number, *times), element)
        })
    }

    /// The name of the element that numbers its group among its like.
    fn number_name(&self, group: &str) -> &'static str {
        let row = self.numbered_by.iter().find(|(name, _)| *name == group);
        row.map_or("sequenceNumber", |(_, number)| number)
    }

    /// The number that a repeated element carries.
    fn own_number(&self, element: &Element) -> Option<usize> {
        let name = self.number_name(element.name);
        element.text_at(name)?.parse().ok()
    }

    /// Whether one side lacks an element only because of what repetitions must have.
    fn is_left_to_customs(&self, group: &str, sides: Sides<'_>) -> bool {
        match (sides.ours, sides.theirs) {
            (None, Some(theirs)) => self.filled_in(group).contains(&theirs.name),
            (Some(ours), None) => {
                let mut names = self.filled_in(ours.name).iter();
                let is_whole = self.repeated_whole.contains(&ours.name);
                is_whole && names.any(|name| ours.child(name).is_none())
            }
            (Some(_), Some(_)) | (None, None) => false,
        }
    }

    /// What customs fills in, in groups of a name.
    fn filled_in(&self, group: &str) -> &'static [&'static str] {
        let row = self
            .filled_by_customs
            .iter()
            .find(|(name, _)| *name == group);
        row.map_or(&[], |(_, names)| names)
    }

    /// The difference between two values, if they differ.
    fn difference(&self, sides: Sides<'_>, pointer: String) -> Option<CustomsDifference> {
        let text = |side: Option<&Element<'_>>| {
            let text = side.map(|element| element.text.to_string());
            text.filter(|text| !text.is_empty())
        };
        let (ours, theirs) = (text(sides.ours), text(sides.theirs));
        if ours == theirs || self.is_same_number(sides, ours.as_deref(), theirs.as_deref()) {
            return None;
        }
        Some(CustomsDifference {
            pointer,
            path: None,
            ours,
            theirs,
        })
    }

    fn is_same_number(&self, sides: Sides<'_>, ours: Option<&str>, theirs: Option<&str>) -> bool {
        let number = |text: Option<&str>| text?.parse::<Decimal>().ok();
        let is_number = self.numbers.contains(&sides.name());
        is_number && number(ours).is_some() && number(ours) == number(theirs)
    }
}

/// An element here and there.
#[derive(Clone, Copy, Default)]
struct Sides<'a> {
    ours: Option<&'a Element<'a>>,
    theirs: Option<&'a Element<'a>>,
}

impl<'a> Sides<'a> {
    fn each(self) -> impl Iterator<Item = &'a Element<'a>> {
        self.ours.into_iter().chain(self.theirs)
    }

    fn name(self) -> &'a str {
        self.each().next().map_or("", |element| element.name)
    }

    fn is_group(self) -> bool {
        self.each().any(|element| !element.children.is_empty())
    }

    /// The names of what stands inside, ours first.
    fn names(self) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for child in self.each().flat_map(|element| &element.children) {
            if !names.contains(&child.name) {
                names.push(child.name);
            }
        }
        names
    }
}
