//! What decides on an export? Its release, that there is none, and its invalidation.

use cas_gateway::Inbound;
use cas_model::declaration::InvalidationDecision;
use cas_model::lifecycle::Event;

use super::OPERATION;
use crate::answer::AnswerKind;
use crate::commission::decode::acceptance;
use crate::reading::{date, flag, optional, required, secondary};
use crate::xml::Element;

/// CC529C: the goods are released for export. It repeats the MRN and the acceptance, which helps
/// where CC528C was lost.
pub(super) const CC529C: AnswerKind = AnswerKind {
    name: "CC529C",
    read: read_release,
    event: |_, _| Event::Released,
};

fn read_release(root: &Element, message: &mut Inbound) -> Result<(), String> {
    acceptance(root, OPERATION, message)?;
    let released = date(root, "ExportOperation/releaseDate");
    message.facts.release_date = secondary(released, message);
    Ok(())
}

/// CC551C: the goods are not released.
pub(super) const CC551C: AnswerKind = AnswerKind {
    name: "CC551C",
    read: read_no_release,
    event: |_, _| Event::ReleaseRefused,
};

fn read_no_release(root: &Element, message: &mut Inbound) -> Result<(), String> {
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

/// CC509C: customs has invalidated the declaration, as we asked or by itself. That it does not,
/// it says by a rejection of our request.
pub(super) const CC509C: AnswerKind = AnswerKind {
    name: "CC509C",
    read: read_invalidation,
    event: |_, _| Event::Invalidated,
};

fn read_invalidation(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let by_customs = flag(root, "ExportOperation/invalidationInitiatedByCustoms");
    message.facts.invalidation = Some(InvalidationDecision {
        invalidated: true,
        initiated_by_customs: secondary(by_customs, message).unwrap_or_default(),
        decided_at: optional(root, "ExportOperation/invalidationDecisionDateAndTime"),
        justification: optional(root, "ExportOperation/invalidationJustification"),
    });
    Ok(())
}
