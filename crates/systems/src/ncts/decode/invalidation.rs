//! CC009C: customs has decided on the invalidation, asked for by us or begun by customs.

use cas_gateway::Inbound;
use cas_model::declaration::InvalidationDecision;
use cas_model::lifecycle::Event;

use crate::answer::Kind;
use crate::reading::{flag, optional};
use crate::xml::Element;

pub(super) const CC009C: Kind = Kind {
    name: "CC009C",
    read,
    event: |message, _| {
        let decision = message.facts.invalidation.as_ref();
        if decision.is_some_and(|decision| decision.invalidated) {
            Event::Invalidated
        } else {
            Event::InvalidationRefused
        }
    },
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    message.facts.invalidation = Some(InvalidationDecision {
        invalidated: flag(root, "Invalidation/decision")?,
        initiated_by_customs: flag(root, "Invalidation/initiatedByCustoms")?,
        decided_at: optional(root, "Invalidation/decisionDateAndTime"),
        justification: optional(root, "Invalidation/justification"),
    });
    Ok(())
}
