//! CC004C: an amendment is accepted. CC022C: customs asks for one, with what is wrong.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use crate::answer::Kind;
use crate::commission::decode::functional_errors;
use crate::reading::required;
use crate::xml::Element;

pub(super) const CC004C: Kind = Kind {
    name: "CC004C",
    read: |root, _| required(root, "TransitOperation/amendmentAcceptanceDateAndTime").map(drop),
    event: |_, _| Event::AmendmentAccepted,
};

pub(super) const CC022C: Kind = Kind {
    name: "CC022C",
    read: read_request,
    event: |_, _| Event::AmendmentAskedByCustoms,
};

fn read_request(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "TransitOperation/MRN")?;
    message.errors = functional_errors(root)?;
    Ok(())
}
