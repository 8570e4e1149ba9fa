//! CC051C: the goods are not released.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use crate::answer::Kind;
use crate::reading::required;
use crate::xml::Element;

pub(super) const CC051C: Kind = Kind {
    name: "CC051C",
    read,
    event: |_, _| Event::ReleaseRefused,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "TransitOperation/MRN")?;
    let code = required(root, "TransitOperation/noReleaseMotivationCode")?;
    let text = required(root, "TransitOperation/noReleaseMotivationText")?;
    message.facts.no_release_reason = Some(format!("{code}: {text}"));
    Ok(())
}
