//! DMSROG: the goods are released, and something is still to be settled. DMSCLE: the declaration
//! is cleared.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::date;
use crate::xml::Element;

pub(super) const DMSROG: Kind = Kind {
    code: "08",
    name: "DMSROG",
    read,
    event: |_, _| Event::Released,
};

pub(super) const DMSCLE: Kind = Kind {
    code: "09",
    name: "DMSCLE",
    read,
    event: |_, _| Event::Released,
};

/// Customs may leave the time of the release to that of the response.
fn read(response: &Element, message: &mut Inbound) -> Result<(), String> {
    let said = date(response, "Status/ReleaseDateTime")?;
    message.facts.release_date = match said {
        Some(day) => Some(day),
        None => date(response, "IssueDateTime")?,
    };
    Ok(())
}
