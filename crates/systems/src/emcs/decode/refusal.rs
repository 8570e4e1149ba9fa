//! IE704: a message of ours is refused. IE906 and IE917: it could not be taken or read at all.
//! Customs says which of them by the identifier it answers, if at all; else it counts for the
//! request that is on its way.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::{errors, movement, optional};
use crate::xml::Element;

pub(super) const IE704: AnswerKind = AnswerKind {
    name: "IE704",
    read: |container, message| read(container, "FunctionalError", message),
    event: |message| refused(message, Event::DeclarationRejected),
};

pub(super) const IE906: AnswerKind = AnswerKind {
    name: "IE906",
    read: |container, message| read(container, "FunctionalError", message),
    event: |message| refused(message, Event::MessageRefused),
};

pub(super) const IE917: AnswerKind = AnswerKind {
    name: "IE917",
    read: |container, message| read(container, "XmlError", message),
    event: |message| refused(message, Event::MessageRefused),
};

/// What a refusal says of the movement, by the message of ours that it answers where that is known.
/// A report or an explanation that is refused leaves the movement as it is.
fn refused(message: &Inbound, of_movement: Event) -> Event {
    match message.rejected_type.as_deref() {
        None | Some("IE815") => of_movement,
        Some("IE813" | "IE825") => Event::AmendmentRejected,
        Some("IE810") => Event::InvalidationRefused,
        Some(_) => Event::NoticeReceived,
    }
}

fn read(container: &Element, group: &str, message: Inbound) -> Result<Vec<Inbound>, String> {
    let knows = optional(container, "Attributes/AdministrativeReferenceCode").is_some();
    let mut message = match knows {
        true => movement(container, "Attributes", message)?,
        false => message,
    };
    // What is refused changes nothing of the movement.
    message.facts.sequence_number = None;
    message.facts.arc = None;
    message.correlation.lrn = optional(container, "Attributes/LocalReferenceNumber");
    message.errors = errors(container, group);
    if message.errors.is_empty() {
        return Err(format!("{group} is missing"));
    }
    Ok(vec![message])
}
