//! What does customs tell us? The responses stand in files by what they are about: what each must
//! have, what of it becomes facts, and which event it is. Each is named once, in [`KINDS`].

mod acceptance;
mod amendment;
mod control;
mod duties;
mod envelope;
mod notices;
mod rejection;
mod release;
mod request;

use cas_gateway::{DecodeError, Decoded, Inbound};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Event;

use super::inventory_linking;
use crate::xml::Element;

/// A kind of response that we read.
pub struct ResponseKind {
    /// The function code by which it is told.
    pub code: &'static str,
    /// Its type, customs' name.
    pub name: &'static str,
    /// Adds what it says to what its envelope said; an error says what is missing or wrong.
    pub(super) read: fn(&Element, &mut Inbound) -> Result<(), String>,
    /// What it means for its declaration.
    pub(super) event: fn(&Inbound, &SingleAdministrativeDocument) -> Event,
}

/// Every kind that we read.
pub static KINDS: &[ResponseKind] = &[
    acceptance::DMSACC,
    acceptance::DMSRCV,
    rejection::DMSREJ,
    control::DMSCTL,
    control::DMSDOC,
    amendment::DMSRES,
    release::DMSROG,
    release::DMSCLE,
    rejection::DMSINV,
    request::DMSREQ,
    duties::DMSTAX,
    duties::DMSCPI,
    duties::DMSCPR,
    release::DMSEOG,
    notices::DMSEXT,
    release::DMSGER,
    notices::DMSALV,
    notices::DMSQRY,
    control::DMSDET,
];

/// The kind of a response by its type.
#[must_use]
pub fn kind_of(message_type: &str) -> Option<&'static ResponseKind> {
    KINDS.iter().find(|kind| kind.name == message_type)
}

/// Reads a message: each of its responses by itself, in customs' order. There is at least one.
///
/// # Errors
/// When it is not readable, not a message that we read, or each response lacks what it must have.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let root = Element::read(bytes)?;
    if let Some(read) = inventory_linking::decode::decode(&root) {
        return read;
    }
    let responses = match root.name {
        RESPONSE => vec![&root],
        _ => root.children_named(RESPONSE).collect(),
    };
    if responses.is_empty() {
        return Err(DecodeError::UnknownMessage(content_of(&root)));
    }
    Decoded::from_parts(responses.into_iter().map(response))
}

const RESPONSE: &str = "Response";

/// What is around a message, and names its data model.
const METADATA: &str = "MetaData";

/// What a message is that carries no response.
fn content_of(root: &Element) -> String {
    let content = root.children.iter().find(|child| {
        // The rest of the metadata are texts.
        root.name == METADATA && !child.children.is_empty()
    });
    match content {
        Some(content) => format!("{} with {}", root.name, content.name),
        None => root.name.to_owned(),
    }
}

fn response(response: &Element) -> Result<Inbound, DecodeError> {
    let code = response
        .text_at("FunctionCode")
        .ok_or_else(|| incomplete(RESPONSE, "FunctionCode is missing"))?;
    let kind = KINDS
        .iter()
        .find(|kind| kind.code == format!("{code:0>2}"))
        .ok_or_else(|| DecodeError::UnknownMessage(format!("{RESPONSE} of function {code}")))?;
    let mut message =
        envelope::read(response, kind).map_err(|problem| incomplete(kind.name, problem))?;
    (kind.read)(response, &mut message).map_err(|problem| incomplete(kind.name, problem))?;
    message.content = Some(response.content(0));
    Ok(message)
}

fn incomplete(message: &str, problem: impl Into<String>) -> DecodeError {
    DecodeError::Incomplete {
        message: message.to_owned(),
        problem: problem.into(),
    }
}
