//! CC928C: customs has received the declaration. Of a pre-lodged one it means that it is
//! registered until the goods are presented.

use cas_gateway::Inbound;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Event;

use crate::answer::Kind;
use crate::commission::codes::PRE_LODGED;
use crate::reading::required;
use crate::xml::Element;

pub(super) const CC928C: Kind = Kind {
    name: "CC928C",
    read,
    event,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "TransitOperation/LRN")?;
    message.facts.mrn = message.correlation.mrn.clone();
    Ok(())
}

fn event(_: &Inbound, document: &SingleAdministrativeDocument) -> Event {
    if document.add_decl_type1.as_deref() == Some(PRE_LODGED) {
        Event::PreLodged
    } else {
        Event::Acknowledged
    }
}
