//! CC028C: the declaration is accepted, and has its MRN.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{date, required};
use crate::xml::Element;

pub(super) const CC028C: Kind = Kind {
    name: "CC028C",
    read,
    event: |_, _| Event::Accepted,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let mrn = required(root, "TransitOperation/MRN")?;
    message.facts.mrn = Some(mrn.to_owned());
    let accepted = date(root, "TransitOperation/declarationAcceptanceDate")?;
    message.facts.acceptance_date = Some(accepted);
    Ok(())
}
