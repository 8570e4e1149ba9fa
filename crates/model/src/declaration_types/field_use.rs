//! How does a type of declaration use a field?
//!
//! A row names the data element by its number in Annex B and the places of our document where it
//! may stand. What must be there must be there in one of them: on the declaration, or else on
//! every item.

use jiff::civil::Date;

use crate::access::{Field, Node};
use crate::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use crate::field_path::FieldPath;
use crate::path::{KnownPath, Outline, Piece, Tokens};
use crate::shape::{FieldShape, Shape, ValueKind};
use crate::territory;
use crate::validity::Validity;

/// Where the items stand in the document.
const ITEMS: KnownPath = KnownPath::new(
    SingleAdministrativeDocument::OUTLINE,
    "goodsShipment.governmentAgencyGoodsItems",
);

/// What a path starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Once, in the document of the declaration.
    Declaration,
    /// Again for each goods item.
    Item,
}

impl Level {
    fn shape(self) -> &'static Shape {
        match self {
            Self::Declaration => SingleAdministrativeDocument::shape(),
            Self::Item => GovernmentAgencyGoodsItem::shape(),
        }
    }

    const fn outline(self) -> &'static Outline {
        match self {
            Self::Declaration => SingleAdministrativeDocument::OUTLINE,
            Self::Item => GovernmentAgencyGoodsItem::OUTLINE,
        }
    }
}

/// Whether a field must be there; the strictest need comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// It must be there (A).
    Required,
    /// It must be there under conditions (B, C), which rules of their own know.
    Conditional,
    /// It may be there.
    Optional,
    /// The message has no place for it.
    Forbidden,
}

impl Need {
    /// Every need, the strictest first.
    pub const ALL: &[Self] = &[
        Self::Required,
        Self::Conditional,
        Self::Optional,
        Self::Forbidden,
    ];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Conditional => "depends on other data",
            Self::Optional => "optional",
            Self::Forbidden => "not used",
        }
    }
}

/// Where a value may stand.
#[derive(Clone, Copy, Debug)]
pub struct FieldLocation {
    /// What the path starts from.
    pub level: Level,
    /// The names of the fields, with dots between them; of a collection every element is meant.
    pub path: KnownPath,
}

impl FieldLocation {
    /// A place, which leads to a field: checked where a constant is made.
    ///
    /// # Panics
    /// When the path leads to no field.
    #[must_use]
    pub const fn new(level: Level, path: &'static str) -> Self {
        Self {
            level,
            path: KnownPath::new(level.outline(), path),
        }
    }

    /// Its path below the document, without numbers.
    #[must_use]
    pub fn path_in_document(&self) -> String {
        match self.level {
            Level::Declaration => self.path.as_str().to_owned(),
            Level::Item => format!("{}.{}", ITEMS.as_str(), self.path.as_str()),
        }
    }

    /// Whether the value stands there, below the document or below an item.
    #[must_use]
    pub fn is_filled(&self, node: &dyn Node) -> bool {
        let mut hops = Vec::with_capacity(4);
        let is_known = self.walk(|_, index| hops.push(index));
        is_known && is_filled(node, &hops)
    }

    /// The field's path below a document or an item: where the value stands, else where it would.
    #[must_use]
    pub fn path_in(&self, node: &dyn Node) -> String {
        let mut hops = Vec::with_capacity(4);
        self.walk(|shape, index| hops.push((&shape.fields[index], index)));
        path_of(Some(node), &hops, &FieldPath::root()).to_string()
    }

    /// The record and the field that it ends in, if there is such a field.
    pub(super) fn end(&self) -> Option<(&'static str, &'static str)> {
        let mut last = None;
        let is_known =
            self.walk(|shape, index| last = Some((shape.name, shape.fields[index].name)));
        last.filter(|_| is_known)
    }

    /// Takes each step of the path, if there is such a field.
    fn walk(&self, mut step: impl FnMut(&'static Shape, usize)) -> bool {
        let mut shape = self.level.shape();
        for token in Tokens::new(self.path.as_str()) {
            let Piece::Name(name) = token.piece else {
                return false;
            };
            let Some(index) = shape.index_of(name) else {
                return false;
            };
            step(shape, index);
            if let ValueKind::Record(below) | ValueKind::List(below) = shape.fields[index].kind {
                shape = below();
            }
        }
        true
    }
}

fn is_filled(node: &dyn Node, hops: &[usize]) -> bool {
    let Some((first, rest)) = hops.split_first() else {
        let count = node.shape().fields.len();
        return (0..count).any(|index| is_filled(node, &[index]));
    };
    match node.field(*first) {
        Field::Absent => false,
        Field::Text(text) => !text.trim().is_empty(),
        Field::Record(record) => is_filled(record, rest),
        Field::List(list) => {
            let mut elements = (0..list.len()).filter_map(|index| list.get(index));
            elements.any(|element| is_filled(element, rest))
        }
        Field::Decimal(_)
        | Field::Integer(_)
        | Field::Flag(_)
        | Field::Date(_)
        | Field::Instant(_) => true,
    }
}

fn path_of(node: Option<&dyn Node>, hops: &[(&FieldShape, usize)], above: &FieldPath) -> FieldPath {
    let Some(((shape, index), rest)) = hops.split_first() else {
        return above.clone();
    };
    let path = above.field(shape.name);
    let field = node.map(|node| node.field(*index));
    if rest.is_empty() {
        return path;
    }
    if let Some(Field::Record(record)) = field {
        return path_of(Some(record), rest, &path);
    }
    if let Some(Field::List(list)) = field {
        let below: Vec<usize> = rest.iter().map(|(_, index)| *index).collect();
        let elements = (0..list.len()).filter_map(|at| Some((at, list.get(at)?)));
        let mut filled = elements.filter(|(_, element)| is_filled(*element, &below));
        if let Some((at, element)) = filled.next() {
            return path_of(Some(element), rest, &path.index(at));
        }
    }
    match shape.kind {
        ValueKind::List(_) => path_of(None, rest, &path.index(0)),
        ValueKind::Record(_)
        | ValueKind::Text
        | ValueKind::Decimal
        | ValueKind::Integer
        | ValueKind::Flag
        | ValueKind::Date
        | ValueKind::Instant => path_of(None, rest, &path),
    }
}

/// What a row is asked for: a declaration, whose customs gets it, and when.
#[derive(Clone, Copy)]
pub struct Circumstances<'a> {
    /// The country whose customs gets it (ISO 3166-1 alpha-2, `XI` for Northern Ireland).
    pub jurisdiction: &'a str,
    /// The day whose law counts, at the place of the declaration.
    pub day: Date,
    /// The document that declares the goods.
    pub document: &'a SingleAdministrativeDocument,
}

/// Where and when a row does not hold. What is empty limits nothing.
#[derive(Clone, Copy, Debug)]
pub struct Exception {
    /// Whose customs gets the declaration: a word of [`territory`]; empty for everybody's.
    pub territory: &'static str,
    /// The additional declaration types.
    pub additional_types: &'static [&'static str],
    /// The additional procedures of the goods.
    pub added: &'static [&'static str],
    /// The days of it.
    pub during: Validity,
    /// The published document that makes the exception.
    pub because: &'static str,
}

impl Exception {
    /// What a published document excepts: everything, for ever, unless the exception says more.
    #[must_use]
    pub const fn because(because: &'static str) -> Self {
        Self {
            territory: "",
            additional_types: &[],
            added: &[],
            during: Validity::ALWAYS,
            because,
        }
    }

    fn is_made(&self, at: Circumstances<'_>) -> bool {
        let additional = at.document.add_decl_type1.as_deref().unwrap_or("");
        (self.territory.is_empty() || territory::is_in(self.territory, at.jurisdiction))
            && (self.additional_types.is_empty() || self.additional_types.contains(&additional))
            && self.during.includes(at.day)
    }

    /// Whether it may be made for a declaration to a territory, any where none is named, on a day.
    fn can_be_made(&self, jurisdiction: Option<&str>, day: Date) -> bool {
        let is_there = |at| territory::is_in(self.territory, at);
        (self.territory.is_empty() || jurisdiction.is_none_or(is_there))
            && self.during.includes(day)
    }

    /// Whether it is made for every declaration to its territory.
    fn is_of_all(&self) -> bool {
        self.additional_types.is_empty() && self.added.is_empty()
    }

    /// Whether it is made for everything in the United Kingdom, at all times.
    fn is_british(&self) -> bool {
        self.territory == "UK"
            && self.additional_types.is_empty()
            && self.added.is_empty()
            && self.during.is_always()
    }
}

/// A field in a type of declaration.
#[derive(Clone, Copy, Debug)]
pub struct FieldUse {
    /// The number of the data element (`16 03`).
    pub number: &'static str,
    /// The place it is named by.
    pub place: FieldLocation,
    /// Where else it may stand.
    pub or: &'static [FieldLocation],
    /// Whether it must be there.
    pub need: Need,
    /// The rule that says so itself, where there is one.
    pub said_by: Option<&'static str>,
    /// Where it does not hold.
    pub exceptions: &'static [Exception],
    /// When it holds: law that changes is a row that ends and another that begins.
    pub during: Validity,
}

impl FieldUse {
    /// Everywhere it may stand, the place that names it first.
    pub fn places(&self) -> impl Iterator<Item = &FieldLocation> {
        std::iter::once(&self.place).chain(self.or)
    }

    /// Whether the row holds for a declaration, whatever its goods are.
    #[must_use]
    pub fn holds_for(&self, at: Circumstances<'_>) -> bool {
        let mut exceptions = self.exceptions.iter();
        self.during.includes(at.day) && !exceptions.any(|it| it.added.is_empty() && it.is_made(at))
    }

    /// Whether the row holds for one of the goods of a declaration for which it does.
    #[must_use]
    pub fn holds_for_item(&self, at: Circumstances<'_>, item: &GovernmentAgencyGoodsItem) -> bool {
        let mut exceptions = self.exceptions.iter();
        !exceptions.any(|it| item.is_added_to(it.added) && it.is_made(at))
    }

    /// The exceptions that a declaration to a territory may meet on a day; `None` where the row does
    /// not hold there at all. Where no territory is named, those of every territory.
    #[must_use]
    pub fn exceptions_in(
        &self,
        jurisdiction: Option<&str>,
        day: Date,
    ) -> Option<Vec<&'static Exception>> {
        let met = self.exceptions.iter();
        let met: Vec<&Exception> = met
            .filter(|exception| exception.can_be_made(jurisdiction, day))
            .collect();
        let is_off = |exception: &&Exception| jurisdiction.is_some() && exception.is_of_all();
        (self.during.includes(day) && !met.iter().any(is_off)).then_some(met)
    }

    /// Whether the row holds in the Union and never in the United Kingdom.
    #[must_use]
    pub fn is_of_union_only(&self) -> bool {
        self.exceptions.iter().any(Exception::is_british)
    }

    /// It may also stand there.
    pub(super) const fn or(mut self, places: &'static [FieldLocation]) -> Self {
        self.or = places;
        self
    }

    /// A rule of its own says that it is missing.
    pub(super) const fn said_by(mut self, rule: &'static str) -> Self {
        self.said_by = Some(rule);
        self
    }
}

const fn row(number: &'static str, place: FieldLocation, need: Need) -> FieldUse {
    FieldUse {
        number,
        place,
        or: &[],
        need,
        said_by: None,
        exceptions: &[],
        during: Validity::ALWAYS,
    }
}

/// A field that must be there.
pub(super) const fn required(number: &'static str, place: FieldLocation) -> FieldUse {
    row(number, place, Need::Required)
}

/// A field that must be there under conditions.
pub(super) const fn conditional(number: &'static str, place: FieldLocation) -> FieldUse {
    row(number, place, Need::Conditional)
}

/// A field that may be there.
pub(super) const fn optional(number: &'static str, place: FieldLocation) -> FieldUse {
    row(number, place, Need::Optional)
}

/// A field on the level of the goods items.
pub(super) const fn item(path: &'static str) -> FieldLocation {
    FieldLocation::new(Level::Item, path)
}

/// A field on the level of the declaration.
pub(super) const fn declaration(path: &'static str) -> FieldLocation {
    FieldLocation::new(Level::Declaration, path)
}
