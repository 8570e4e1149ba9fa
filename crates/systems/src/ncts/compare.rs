//! Does customs have what we have?
//!
//! The release, CC029C, repeats the declaration as customs has it. Our document is written as a
//! declaration by the same table as ever, and the two trees are compared element by element:
//! repeated elements by the number they carry, numbers as numbers. What a release cannot carry, or
//! must carry although a declaration may leave it out, says nothing and is left alone; which that
//! is stands in the lists here, taken from the structures of both messages in both phases.

use std::collections::BTreeMap;

use cas_gateway::{CustomsDifference, DecodeError, Intent, Request};
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use jiff::Timestamp;
use rust_decimal::Decimal;

use super::{decode, encode, pointers, tables};
use crate::xml::Element;

/// The message in which customs repeats the declaration.
const REPETITION: &str = "CC029C";

/// Elements that only one of the messages has.
const OF_ONE_MESSAGE: &[&str] = &[
    "messageSender",
    "messageRecipient",
    "preparationDateAndTime",
    "messageIdentification",
    "messageType",
    "correlationIdentifier",
    "MRN",
    "presentationOfTheGoodsDateAndTime",
    "declarationAcceptanceDate",
    "releaseDate",
    "limitDate",
    "ControlResult",
    "securityIndicatorFromExportDeclaration",
    "supplementaryUnits",
];

/// What a group has in every release and need not have in a declaration. Where we left it out,
/// customs says something of its own.
const FILLED_BY_CUSTOMS: &[(&str, &[&str])] = &[
    ("GuaranteeReference", &["amountToBeCovered", "currency"]),
    ("Consignment", &["containerIndicator", "PlaceOfLoading"]),
    (
        "DepartureTransportMeans",
        &[
            "typeOfIdentification",
            "identificationNumber",
            "nationality",
        ],
    ),
    (
        "ActiveBorderTransportMeans",
        &[
            "customsOfficeAtBorderReferenceNumber",
            "typeOfIdentification",
            "identificationNumber",
            "nationality",
        ],
    ),
    ("Commodity", &["GoodsMeasure"]),
    ("GoodsMeasure", &["grossMass"]),
];

/// Groups that customs leaves out where they lack what it would have to fill in.
const REPEATED_WHOLE: &[&str] = &[
    "DepartureTransportMeans",
    "ActiveBorderTransportMeans",
    "GoodsMeasure",
];

/// Elements whose text is a number: 10 and 10.00 are the same.
const NUMBERS: &[&str] = &[
    "amountToBeCovered",
    "grossMass",
    "netMass",
    "numberOfPackages",
    "numberOfSeals",
    "quantity",
    "latitude",
    "longitude",
];

/// Compares a message in which customs repeats the declaration with our document; `None` for a
/// message that does not repeat it.
///
/// # Errors
/// When it is not a message that we read, or our declaration cannot be written.
pub fn differences(
    document: &SingleAdministrativeDocument,
    lrn: &str,
    settings: &serde_json::Value,
    message: &[u8],
) -> Result<Option<Vec<CustomsDifference>>, DecodeError> {
    let theirs = decode::root(message)?;
    if theirs.name != REPETITION {
        return Ok(None);
    }
    let ours = written(document, lrn, settings)?;
    let ours = Element::read(&ours).map_err(|error| DecodeError::Malformed(error.to_string()))?;
    let mut found = Vec::new();
    let sides = Sides {
        ours: Some(&ours),
        theirs: Some(&theirs),
    };
    let pointer = format!("/{}", tables::CC015C.message);
    compare_inside(sides, &pointer, &mut found);
    for difference in &mut found {
        let field = pointers::field_of(document, &difference.pointer);
        difference.path = Some(field).filter(|field| !field.is_root());
    }
    Ok(Some(found))
}

/// Our document as the declaration that we would send; its header is compared with nothing.
fn written(
    document: &SingleAdministrativeDocument,
    lrn: &str,
    settings: &serde_json::Value,
) -> Result<Vec<u8>, DecodeError> {
    let outbound = encode::encode(&Request {
        intent: Intent::Declare,
        document,
        lrn,
        facts: &CustomsFacts::default(),
        settings,
        message_identifier: REPETITION,
        now: Timestamp::UNIX_EPOCH,
    })?;
    Ok(outbound.body)
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

    /// The elements of a name inside, each with its counterpart, by number. A number that one side
    /// has twice is met by the other side's second.
    fn pairs(self, name: &'a str) -> BTreeMap<(usize, usize), Sides<'a>> {
        let mut pairs: BTreeMap<(usize, usize), Sides<'a>> = BTreeMap::new();
        for (key, element) in numbered(self.ours, name) {
            pairs.entry(key).or_default().ours = Some(element);
        }
        for (key, element) in numbered(self.theirs, name) {
            pairs.entry(key).or_default().theirs = Some(element);
        }
        pairs
    }
}

/// The children of a name, each with its number and how often that number came before.
fn numbered<'a>(
    parent: Option<&'a Element<'a>>,
    name: &'a str,
) -> impl Iterator<Item = ((usize, usize), &'a Element<'a>)> {
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    let children = parent
        .into_iter()
        .flat_map(move |parent| parent.children_named(name));
    children.enumerate().map(move |(index, element)| {
        let number = own_number(element).unwrap_or(index + 1);
        let times = seen.entry(number).or_default();
        *times += 1;
        ((number, *times), element)
    })
}

/// The name of the element that numbers its group among its like.
fn number_name(group: &str) -> &'static str {
    match group {
        "ConsignmentItem" => "goodsItemNumber",
        _ => "sequenceNumber",
    }
}

/// The number that a repeated element carries.
fn own_number(element: &Element) -> Option<usize> {
    element.text_at(number_name(element.name))?.parse().ok()
}

/// Compares what stands inside a group.
fn compare_inside(group: Sides<'_>, pointer: &str, found: &mut Vec<CustomsDifference>) {
    let counts = number_name(group.name());
    let compared = |name: &&str| *name != counts && !OF_ONE_MESSAGE.contains(name);
    for name in group.names().into_iter().filter(compared) {
        for ((number, _), sides) in group.pairs(name) {
            if is_left_to_customs(group.name(), sides) {
                continue;
            }
            let is_numbered = number > 1 || sides.each().any(|one| own_number(one).is_some());
            let pointer = match is_numbered {
                true => format!("{pointer}/{name}[{number}]"),
                false => format!("{pointer}/{name}"),
            };
            if sides.is_group() {
                compare_inside(sides, &pointer, found);
            } else {
                found.extend(difference(sides, pointer));
            }
        }
    }
}

/// Whether one side lacks an element only because of what releases must have.
fn is_left_to_customs(group: &str, sides: Sides<'_>) -> bool {
    match (sides.ours, sides.theirs) {
        (None, Some(theirs)) => filled_in(group).contains(&theirs.name),
        (Some(ours), None) => {
            let mut names = filled_in(ours.name).iter();
            REPEATED_WHOLE.contains(&ours.name) && names.any(|name| ours.child(name).is_none())
        }
        (Some(_), Some(_)) | (None, None) => false,
    }
}

/// What customs fills in, in groups of a name.
fn filled_in(group: &str) -> &'static [&'static str] {
    let row = FILLED_BY_CUSTOMS.iter().find(|(name, _)| *name == group);
    row.map_or(&[], |(_, names)| names)
}

/// The difference between two values, if they differ.
fn difference(sides: Sides<'_>, pointer: String) -> Option<CustomsDifference> {
    let text = |side: Option<&Element<'_>>| {
        let text = side.map(|element| element.text.to_string());
        text.filter(|text| !text.is_empty())
    };
    let (ours, theirs) = (text(sides.ours), text(sides.theirs));
    if ours == theirs || is_same_number(sides.name(), ours.as_deref(), theirs.as_deref()) {
        return None;
    }
    Some(CustomsDifference {
        pointer,
        path: None,
        ours,
        theirs,
    })
}

fn is_same_number(name: &str, ours: Option<&str>, theirs: Option<&str>) -> bool {
    let number = |text: Option<&str>| text?.parse::<Decimal>().ok();
    NUMBERS.contains(&name) && number(ours).is_some() && number(ours) == number(theirs)
}
