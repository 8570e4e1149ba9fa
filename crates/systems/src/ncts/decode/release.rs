//! CC029C: the goods are released for transit. It repeats the MRN and the acceptance, which
//! helps where CC028C was lost.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{date, required};
use crate::xml::Element;

pub(super) const CC029C: Kind = Kind {
    name: "CC029C",
    read,
    event: |_, _| Event::Released,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let mrn = required(root, "TransitOperation/MRN")?;
    message.facts.mrn = Some(mrn.to_owned());
    let accepted = date(root, "TransitOperation/declarationAcceptanceDate")?;
    message.facts.acceptance_date = Some(accepted);
    message.facts.release_date = Some(date(root, "TransitOperation/releaseDate")?);
    message.facts.limit_date = match root.text_at("TransitOperation/limitDate") {
        Some(_) => Some(date(root, "TransitOperation/limitDate")?),
        None => None,
    };
    Ok(())
}
