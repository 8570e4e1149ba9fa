//! CC029C: the goods are released for transit. It repeats the MRN and the acceptance, which
//! helps where CC028C was lost.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::OPERATION;
use crate::answer::Kind;
use crate::commission::decode::acceptance;
use crate::reading::{date, optional_date};
use crate::xml::Element;

pub(super) const CC029C: Kind = Kind {
    name: "CC029C",
    read,
    event: |_, _| Event::Released,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    acceptance(root, OPERATION, message)?;
    message.facts.release_date = Some(date(root, "TransitOperation/releaseDate")?);
    message.facts.limit_date = optional_date(root, "TransitOperation/limitDate")?;
    Ok(())
}
