//! What does customs tell us? Each message has its file: what it must have, what of it becomes
//! facts, and which event it is. It is named once, in [`KINDS`].

mod acceptance;
mod acknowledgement;
mod amendment;
mod arrival;
mod control;
mod envelope;
mod guarantee;
mod invalidation;
mod no_release;
mod notices;
mod refusal;
mod rejection;
mod release;
mod write_off;

use cas_gateway::{DecodeError, Inbound};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Event;

use crate::xml::Element;

/// A message of customs that we read.
pub struct Kind {
    /// Its type, customs' name.
    pub name: &'static str,
    /// Adds what it says to what its envelope said; an error says what is missing or wrong.
    pub(super) read: fn(&Element, &mut Inbound) -> Result<(), String>,
    /// What it means for its declaration.
    pub(super) event: fn(&Inbound, &SingleAdministrativeDocument) -> Event,
}

/// Every message that we read.
pub static KINDS: &[Kind] = &[
    amendment::CC004C,
    invalidation::CC009C,
    notices::CC019C,
    amendment::CC022C,
    arrival::CC025C,
    acceptance::CC028C,
    release::CC029C,
    notices::CC035C,
    arrival::CC043C,
    write_off::CC045C,
    no_release::CC051C,
    guarantee::CC055C,
    rejection::CC056C,
    arrival::CC057C,
    control::CC060C,
    notices::CC182C,
    refusal::CC906C,
    refusal::CC917C,
    acknowledgement::CC928C,
];

/// Messages of NCTS that we recognise and do not read: they are of procedures we do not do.
const NOT_READ: &[(&str, &str)] = &[
    (
        "CC017C",
        "departure: control results of a simplified procedure",
    ),
    ("CC023C", "guarantor: liability of the guarantor"),
    ("CC040C", "guarantee query"),
    ("CC042C", "guarantee query"),
    ("CC048C", "guarantee query"),
    ("CC140C", "departure: enquiry"),
    ("CC190C", "transit of exported goods"),
    ("CC191C", "transit of exported goods"),
    ("CC228C", "guarantor: cancellation of a guarantee"),
];

/// The kind of a message by its type.
#[must_use]
pub fn kind_of(message_type: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == message_type)
}

/// Reads a message of customs.
///
/// # Errors
/// When it is not readable, not a message that we read, or lacks what it must have.
pub fn decode(bytes: &[u8]) -> Result<Inbound, DecodeError> {
    let (root, kind) = read_known(bytes)?;
    let incomplete = |problem| DecodeError::Incomplete {
        message: kind.name.to_owned(),
        problem,
    };
    let mut message = envelope::read(&root).map_err(incomplete)?;
    (kind.read)(&root, &mut message).map_err(incomplete)?;
    Ok(message)
}

/// The tree of a message of customs that we read.
///
/// # Errors
/// When it is not readable, or not a message that we read.
pub(super) fn root(bytes: &[u8]) -> Result<Element<'_>, DecodeError> {
    read_known(bytes).map(|(root, _)| root)
}

fn read_known(bytes: &[u8]) -> Result<(Element<'_>, &'static Kind), DecodeError> {
    let root = Element::read(bytes).map_err(|error| DecodeError::Malformed(error.to_string()))?;
    let kind = known(&root)?;
    Ok((root, kind))
}

fn known(root: &Element) -> Result<&'static Kind, DecodeError> {
    let foreign = root
        .declared_namespace()
        .filter(|namespace| *namespace != super::NAMESPACE);
    if let Some(namespace) = foreign {
        let name = format!("{} of {namespace}", root.name);
        return Err(DecodeError::UnknownMessage(name));
    }
    kind_of(root.name).ok_or_else(|| {
        let known = NOT_READ.iter().find(|(name, _)| *name == root.name);
        DecodeError::UnknownMessage(match known {
            Some((name, what)) => format!("{name} ({what}), which this system does not handle"),
            None => root.name.to_owned(),
        })
    })
}
