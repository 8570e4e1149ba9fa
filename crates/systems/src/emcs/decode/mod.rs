//! What does customs tell us? The messages stand in files by what they are about: what each must
//! have, what of it becomes facts, and which event it is. Each is named once, in [`KINDS`].
//!
//! A message may speak of several movements (an export of many, a package of messages): then it
//! says several things. The version in its namespace is not looked at: phases 4.1 and 4.2 say what
//! we read in the same elements.

mod change;
mod course;
mod envelope;
mod export;
mod notices;
mod package;
mod receipt;
mod refusal;
mod validation;

pub use validation::restated;

use cas_gateway::{DecodeError, Decoded, Inbound};
use cas_model::lifecycle::Event;

use crate::answer::DecodedKind;
use crate::xml::Element;

/// Reads one message: one thing, or one for each movement that it speaks of.
type ReadMovements = fn(&Element, Inbound) -> Result<Vec<Inbound>, String>;

/// A message of customs that we read.
pub type AnswerKind = DecodedKind<ReadMovements, fn(&Inbound) -> Event>;

/// Every message that we read, but for the package of them.
pub static KINDS: &[AnswerKind] = &[
    refusal::IE704,
    notices::IE717,
    validation::IE801,
    notices::IE802,
    change::IE803,
    course::IE807,
    change::IE810,
    change::IE813,
    receipt::IE818,
    receipt::IE819,
    export::IE829,
    export::IE836,
    notices::IE837,
    export::IE839,
    notices::IE840,
    notices::IE861,
    notices::IE871,
    course::IE881,
    course::IE905,
    refusal::IE906,
    refusal::IE917,
];

/// Messages of EMCS that we recognise and do not read: they go between administrations, or are
/// ours.
const NOT_READ: &[(&str, &str)] = &[
    ("IE721", "a request between administrations"),
    ("IE815", "a movement as a consignor submits it"),
    ("IE825", "a split as a consignor submits it"),
    ("IE867", "results of administrative cooperation"),
    ("IE868", "an answer between administrations"),
    ("IE880", "a request to close a movement"),
    ("IE904", "a question for the status of a movement"),
];

/// The kind of a message by its type.
#[must_use]
pub fn kind_of(message_type: &str) -> Option<&'static AnswerKind> {
    KINDS.iter().find(|kind| kind.name == message_type)
}

/// Reads a message of customs: all that it says, in customs' order. There is at least one thing.
/// Each message of a package is read by itself.
///
/// # Errors
/// When it is not readable, not a message that we read, or lacks what it must have.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let root = root(bytes)?;
    if root.name != package::NAME {
        return Decoded::from_parts(in_parts(read_message(&root)));
    }
    let packed = package::messages(&root)?;
    let read = packed
        .into_iter()
        .map(|message| read_message(&self::root(&message?)?));
    Decoded::from_parts(read.flat_map(in_parts))
}

/// All that one message says, or why it says nothing.
fn in_parts(read: Result<Vec<Inbound>, DecodeError>) -> Vec<Result<Inbound, DecodeError>> {
    match read {
        Ok(said) => said.into_iter().map(Ok).collect(),
        Err(error) => vec![Err(error)],
    }
}

/// The tree of a message.
///
/// # Errors
/// When it is not readable.
pub(super) fn root(bytes: &[u8]) -> Result<Element<'_>, DecodeError> {
    Ok(Element::read(bytes)?)
}

/// What one message says.
fn read_message(root: &Element) -> Result<Vec<Inbound>, DecodeError> {
    let kind = kind_of(root.name).ok_or_else(|| unknown(root))?;
    let incomplete = |problem| incomplete(kind.name, problem);
    let envelope = envelope::read(root).map_err(incomplete)?;
    let container = envelope::container(root).map_err(incomplete)?;
    let mut said = (kind.read)(container, envelope).map_err(incomplete)?;
    for (part, inbound) in said.iter_mut().enumerate() {
        inbound.content = Some(root.content(part));
        if let Some(opening) = &mut inbound.opening {
            opening.jurisdiction = envelope::recipient(root);
        }
    }
    Ok(said)
}

fn incomplete(message: &str, problem: String) -> DecodeError {
    DecodeError::Incomplete {
        message: message.to_owned(),
        problem,
    }
}

fn unknown(root: &Element) -> DecodeError {
    let known = NOT_READ.iter().find(|(name, _)| *name == root.name);
    DecodeError::UnknownMessage(match known {
        Some((name, what)) => format!("{name} ({what}), which this system does not handle"),
        None => root.name.to_owned(),
    })
}
