//! IE807: the authority stopped the movement.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{movement, note, required, said};
use crate::xml::Element;

pub(super) const IE807: Kind = Kind {
    name: "IE807",
    read,
    event: |_| Event::Interrupted,
};

fn read(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "Attributes", message)?;
    let reason = required(container, "Attributes/ReasonForInterruptionCode")?;
    let office = required(container, "Attributes/ReferenceNumberOfExciseOffice")?;
    let words = container.text_at("Attributes/ComplementaryInformation");
    let what = format!("Stopped by {office} for reason {reason}");
    note(&mut message, said(&what, words));
    Ok(vec![message])
}
