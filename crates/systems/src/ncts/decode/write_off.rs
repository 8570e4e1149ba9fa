//! CC045C: the transit has ended well, and the guarantee is released.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use crate::answer::Kind;
use crate::reading::{date, required};
use crate::xml::Element;

pub(super) const CC045C: Kind = Kind {
    name: "CC045C",
    read,
    event: |_, _| Event::Discharged,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "TransitOperation/MRN")?;
    message.facts.write_off_date = Some(date(root, "TransitOperation/writeOffDate")?);
    Ok(())
}
