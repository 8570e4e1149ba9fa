//! CC509C: customs has invalidated the declaration, as we asked or by itself. That it does not,
//! it says by a rejection of our request.

use cas_gateway::Inbound;
use cas_model::declaration::InvalidationDecision;
use cas_model::lifecycle::Event;

use crate::answer::Kind;
use crate::reading::{flag, optional, required};
use crate::xml::Element;

pub(super) const CC509C: Kind = Kind {
    name: "CC509C",
    read,
    event: |_, _| Event::Invalidated,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let decided = required(root, "ExportOperation/invalidationDecisionDateAndTime")?;
    message.facts.invalidation = Some(InvalidationDecision {
        invalidated: true,
        initiated_by_customs: flag(root, "ExportOperation/invalidationInitiatedByCustoms")?,
        decided_at: Some(decided.to_owned()),
        justification: optional(root, "ExportOperation/invalidationJustification"),
    });
    Ok(())
}
