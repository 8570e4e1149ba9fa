//! CC529C: the goods are released for export. It repeats the MRN and the acceptance, which helps
//! where CC528C was lost.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::OPERATION;
use crate::answer::Kind;
use crate::commission::decode::acceptance;
use crate::reading::date;
use crate::xml::Element;

pub(super) const CC529C: Kind = Kind {
    name: "CC529C",
    read,
    event: |_, _| Event::Released,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    acceptance(root, OPERATION, message)?;
    message.facts.release_date = Some(date(root, "ExportOperation/releaseDate")?);
    Ok(())
}
