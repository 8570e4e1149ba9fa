//! IE905: where the movement stands at customs. What we missed, it makes good.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{movement, required};
use crate::xml::Element;

pub(super) const IE905: Kind = Kind {
    name: "IE905",
    read,
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

fn read(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "Attributes", message)?;
    let status = required(container, "Attributes/Status")?;
    message.facts.movement_status = Some(status.to_owned());
    Ok(vec![message])
}
