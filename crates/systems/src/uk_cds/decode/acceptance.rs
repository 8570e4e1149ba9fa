//! DMSACC: the declaration is accepted. Of one that was registered before the goods were there it
//! means that they have arrived.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{date, declaration};
use crate::xml::Element;

pub(super) const DMSACC: Kind = Kind {
    code: "01",
    name: "DMSACC",
    read,
    event: |_, _| Event::Accepted,
};

fn read(response: &Element, message: &mut Inbound) -> Result<(), String> {
    if message.facts.mrn.is_none() {
        return Err("Declaration/ID is missing".to_owned());
    }
    message.facts.acceptance_date = date(declaration(response)?, "AcceptanceDateTime")?;
    Ok(())
}
