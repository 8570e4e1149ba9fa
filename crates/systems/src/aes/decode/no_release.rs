//! CC551C: the goods are not released.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use crate::answer::Kind;
use crate::reading::required;
use crate::xml::Element;

pub(super) const CC551C: Kind = Kind {
    name: "CC551C",
    read,
    event: |_, _| Event::ReleaseRefused,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "ExportOperation/MRN")?;
    let places = ["ControlResult/text", "ExportOperation/otherThingsToReport"];
    let said: Vec<&str> = places
        .iter()
        .filter_map(|path| root.text_at(path))
        .collect();
    message.facts.no_release_reason = Some(match said.as_slice() {
        [] => "Customs gives no reason".to_owned(),
        said => said.join("; "),
    });
    Ok(())
}
