//! What does customs tell us? The notifications stand in files by what they are about: what each
//! must have, what of it becomes facts, and which event it is. Each is named once, in [`KINDS`].
//! What is said at once of a message of ours, before it is looked at as a declaration, is no
//! notification ([`synchronous`]).
//!
//! The types of notifications begin with `CWM`; export calls some of them `DMS`, as other profiles
//! of the data model do. What they mean is in the letters after that.

mod acceptance;
mod amendment;
mod control;
mod duties;
mod envelope;
mod limits;
mod notices;
mod rejection;
mod release;
mod request;
mod synchronous;

use cas_gateway::{DecodeError, Decoded, Inbound};

pub use synchronous::SYNCHRONOUS;

use crate::answer::AnswerKind;
use crate::xml::Element;

/// Every kind that we read.
pub static KINDS: &[AnswerKind] = &[
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
    notices::CWMTMR,
    notices::CWMBOD,
    duties::CWMING,
    notices::CWMCAS,
    rejection::CWMWTR,
    notices::CWMSPM,
    notices::CWMTSE,
    release::CWMPGR,
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

/// The kind of a notification by its type, or of what is said at once.
#[must_use]
pub fn kind_of(message_type: &str) -> Option<&'static AnswerKind> {
    let wanted = meaning(message_type);
    let at_once = SYNCHRONOUS.iter().find(|kind| kind.name == message_type);
    at_once.or_else(|| KINDS.iter().find(|kind| meaning(kind.name) == wanted))
}

const NOTIFICATION: &str = "Notification";

/// Reads a message: one notification, the list that a gateway fetched, each by itself, in customs'
/// order; or what customs said at once. There is at least one thing.
///
/// # Errors
/// When it is not readable, not a message that we read, or each notification lacks what it must
/// have.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let root = Element::read(bytes)?;
    if let Some(said) = synchronous::read(&root) {
        return Ok(Decoded::from(said));
    }
    let mut notifications = Vec::new();
    collect(&root, &mut notifications);
    if notifications.is_empty() {
        return Err(DecodeError::UnknownMessage(root.name.to_owned()));
    }
    Decoded::from_parts(notifications.into_iter().map(notification))
}

/// What lists of notifications, and each of them in its list, are wrapped in: `NotificationResult`
/// with `Notifications`, or `TraderNotificationResponseDTO` with a `TraderNotification` for each.
const WRAPPERS: &[&str] = &["Notifications", "TraderNotification", "Payload"];

fn collect<'a>(element: &'a Element<'a>, found: &mut Vec<&'a Element<'a>>) {
    if element.name == NOTIFICATION {
        found.push(element);
        return;
    }
    let inside = element.children.iter();
    let wrapped =
        inside.filter(|child| child.name == NOTIFICATION || WRAPPERS.contains(&child.name));
    wrapped.for_each(|child| collect(child, found));
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
