//! Where does a movement stand, and what did the authority itself do to it?

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::{flag, movement, note, required, with_words};
use crate::xml::Element;

/// IE905: where the movement stands at customs. What we missed, it makes good.
pub(super) const IE905: AnswerKind = AnswerKind {
    name: "IE905",
    read: read_status,
    event: |message| {
        let status = message.facts.movement_status.as_deref();
        let known = STATUSES.iter().find(|(code, _)| Some(*code) == status);
        known.map_or(Event::NoticeReceived, |(_, event)| *event)
    },
};

/// The statuses of customs (TC50) as facts; the others say nothing new. That it stands accepted
/// does not say that an open request was decided.
const STATUSES: &[(&str, Event)] = &[
    ("X01", Event::Accepted),
    ("X02", Event::Invalidated),
    ("X03", Event::Delivered),
    ("X04", Event::Diverted),
    ("X05", Event::MovementRejected),
    ("X06", Event::Diverted),
    ("X07", Event::ManuallyClosed),
    ("X08", Event::ReceiptRefused),
    ("X10", Event::ReceiptPartiallyRefused),
    ("X13", Event::Interrupted),
    ("X14", Event::ExportAccepted),
];

fn read_status(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "Attributes", message)?;
    let status = required(container, "Attributes/Status")?;
    message.facts.movement_status = Some(status.to_owned());
    Ok(vec![message])
}

/// IE807: the authority stopped the movement.
pub(super) const IE807: AnswerKind = AnswerKind {
    name: "IE807",
    read: read_interruption,
    event: |_| Event::Interrupted,
};

fn read_interruption(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "Attributes", message)?;
    let reason = container.text_at("Attributes/ReasonForInterruptionCode");
    let reason = reason.map(|reason| format!(" for reason {reason}"));
    let office = container.text_at("Attributes/ReferenceNumberOfExciseOffice");
    let office = office.map(|office| format!(" by {office}"));
    let [office, reason] = [office, reason].map(Option::unwrap_or_default);
    let words = container.text_at("Attributes/ComplementaryInformation");
    let what = format!("Stopped{office}{reason}");
    note(&mut message, with_words(&what, words));
    Ok(vec![message])
}

/// IE881: the authority closed the movement, or refused to.
pub(super) const IE881: AnswerKind = AnswerKind {
    name: "IE881",
    read: read_closure,
    event: |message| match message.rejected_type {
        Some(_) => Event::NoticeReceived,
        None => Event::ManuallyClosed,
    },
};

fn read_closure(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "Attributes", message)?;
    let is_closed = flag(container, "Attributes/ManualClosureRequestAccepted")?;
    let reason = container.text_at("Attributes/ManualClosureRequestReasonCode");
    let reason = reason.unwrap_or("?");
    let (what, words) = match is_closed {
        true => (
            "Closed",
            "Attributes/ManualClosureRequestReasonCodeComplement",
        ),
        false => ("Not closed", "Attributes/ManualClosureRejectionComplement"),
    };
    if !is_closed {
        message.rejected_type = Some("IE880".to_owned());
    }
    let what = format!("{what} on request for reason {reason}");
    note(&mut message, with_words(&what, container.text_at(words)));
    Ok(vec![message])
}
