//! IE881: the authority closed the movement, or refused to.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{flag, movement, note, required, said};
use crate::xml::Element;

pub(super) const IE881: Kind = Kind {
    name: "IE881",
    read,
    event: |message| match message.rejected_type {
        Some(_) => Event::NoticeReceived,
        None => Event::ManuallyClosed,
    },
};

fn read(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "Attributes", message)?;
    let is_closed = flag(container, "Attributes/ManualClosureRequestAccepted")?;
    let reason = required(container, "Attributes/ManualClosureRequestReasonCode")?;
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
    note(&mut message, said(&what, container.text_at(words)));
    Ok(vec![message])
}
