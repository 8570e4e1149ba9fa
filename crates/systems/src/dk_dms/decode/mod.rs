//! What does customs tell us? The notifications stand in files by what they are about: what each
//! must have, what of it becomes facts, and which event it is. Each is named once, in [`KINDS`].
//!
//! The types of notifications begin with `CWM`; export calls some of them `DMS`, as other profiles
//! of the data model do. What they mean is in the letters after that.

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

use crate::answer::Kind;
use crate::xml::Element;

/// Every kind that we read.
pub static KINDS: &[Kind] = &[
    acceptance::CWMACC,
    acceptance::CWMRCV,
    rejection::CWMREJ,
    control::CWMCTL,
    control::CWMDOC,
    amendment::CWMRES,
    release::CWMROG,
    release::CWMCLE,
    duties::CWMTAX,
    duties::CWMCPI,
    duties::CWMCPR,
    rejection::CWMINV,
    request::CWMREQ,
    release::CWMEOG,
    release::CWMGER,
    notices::CWMINC,
    notices::CWMMAC,
    notices::CWMEXT,
    notices::CWMQTA,
    notices::CWMTIM,
    notices::CWMBOD,
    notices::CWMING,
    notices::CWMCAS,
    notices::CWMWTR,
    notices::CWMSPM,
    notices::CWMTSE,
    notices::CWMPGR,
    notices::DMSGRE,
    notices::DMSGRR,
];

/// What the names of types begin with.
const PREFIXES: &[&str] = &["CWM", "DMS"];

/// The letters of a type that say what it means.
fn meaning(event_type: &str) -> &str {
    let stripped = PREFIXES
        .iter()
        .find_map(|prefix| event_type.strip_prefix(prefix));
    stripped.unwrap_or(event_type)
}

/// The kind of a notification by its type.
#[must_use]
pub fn kind_of(event_type: &str) -> Option<&'static Kind> {
    let wanted = meaning(event_type);
    KINDS.iter().find(|kind| meaning(kind.name) == wanted)
}

const NOTIFICATION: &str = "Notification";

/// Reads a message: one notification, or the list that a gateway fetched, each by itself, in
/// customs' order. There is at least one.
///
/// # Errors
/// When it is not readable, not a message that we read, or each notification lacks what it must
/// have.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let root = Element::read(bytes)?;
    let notifications = notifications(&root);
    if notifications.is_empty() {
        return Err(DecodeError::UnknownMessage(root.name.to_owned()));
    }
    Decoded::from_parts(notifications.into_iter().map(notification))
}

fn notifications<'a>(root: &'a Element<'a>) -> Vec<&'a Element<'a>> {
    if root.name == NOTIFICATION {
        return vec![root];
    }
    let list = root.child("Notifications").unwrap_or(root);
    list.children_named(NOTIFICATION).collect()
}

fn notification(notification: &Element) -> Result<Inbound, DecodeError> {
    let event_type = notification
        .text_at("NotificationEventType")
        .ok_or_else(|| incomplete(NOTIFICATION, "NotificationEventType is missing"))?;
    let kind = kind_of(event_type).ok_or_else(|| {
        DecodeError::UnknownMessage(format!("{NOTIFICATION} of type {event_type}"))
    })?;
    let mut message =
        envelope::read(notification, kind).map_err(|problem| incomplete(kind.name, problem))?;
    (kind.read)(notification, &mut message).map_err(|problem| incomplete(kind.name, problem))?;
    message.content = Some(notification.content(0));
    Ok(message)
}

fn incomplete(message: &str, problem: impl Into<String>) -> DecodeError {
    DecodeError::Incomplete {
        message: message.to_owned(),
        problem: problem.into(),
    }
}
