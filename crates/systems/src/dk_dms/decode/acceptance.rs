//! CWMACC: the declaration is accepted.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{date, effective};
use crate::xml::Element;

pub(super) const CWMACC: Kind = Kind {
    name: "CWMACC",
    read,
    event: |_, _| Event::Accepted,
};

fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    if message.facts.mrn.is_none() {
        return Err("Declaration/MRN is missing".to_owned());
    }
    let said = date(notification, "Declaration/AcceptanceDateTime")?;
    message.facts.acceptance_date = match said {
        Some(day) => Some(day),
        None => effective(notification)?,
    };
    Ok(())
}
