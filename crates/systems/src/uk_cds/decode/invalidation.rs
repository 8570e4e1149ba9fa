//! DMSINV: customs has invalidated the declaration.

use cas_gateway::Inbound;
use cas_model::declaration::InvalidationDecision;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{declaration, moment, words};
use crate::xml::Element;

pub(super) const DMSINV: Kind = Kind {
    code: "10",
    name: "DMSINV",
    read,
    event: |_, _| Event::Invalidated,
};

fn read(response: &Element, message: &mut Inbound) -> Result<(), String> {
    message.facts.invalidation = Some(InvalidationDecision {
        invalidated: true,
        // Customs does not say so; our history knows whether we asked for it.
        initiated_by_customs: false,
        decided_at: moment(declaration(response)?, "CancellationDateTime").map(str::to_owned),
        justification: words(response),
    });
    Ok(())
}
