//! What decides on a transit? A control, its release, that there is none, and its invalidation.

use cas_gateway::Inbound;
use cas_model::declaration::InvalidationDecision;
use cas_model::lifecycle::Event;

use super::OPERATION;
use crate::answer::AnswerKind;
use crate::commission::decode::{acceptance, control, control_event};
use crate::reading::{date, flag, optional, optional_date, required, secondary};
use crate::xml::Element;

/// CC060C: customs announces a control, or asks for documents.
pub(super) const CC060C: AnswerKind = AnswerKind {
    name: "CC060C",
    read: |root, message| {
        message.facts.control = Some(control(root, OPERATION));
        Ok(())
    },
    event: |message, _| control_event(message),
};

/// CC029C: the goods are released for transit. It repeats the MRN and the acceptance, which
/// helps where CC028C was lost.
pub(super) const CC029C: AnswerKind = AnswerKind {
    name: "CC029C",
    read: read_release,
    event: |_, _| Event::Released,
};

fn read_release(root: &Element, message: &mut Inbound) -> Result<(), String> {
    acceptance(root, OPERATION, message)?;
    let released = date(root, "TransitOperation/releaseDate");
    message.facts.release_date = secondary(released, message);
    let limit = optional_date(root, "TransitOperation/limitDate");
    message.facts.limit_date = secondary(limit, message).flatten();
    Ok(())
}

/// CC051C: the goods are not released.
pub(super) const CC051C: AnswerKind = AnswerKind {
    name: "CC051C",
    read: read_no_release,
    event: |_, _| Event::ReleaseRefused,
};

fn read_no_release(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "TransitOperation/MRN")?;
    let said = ["noReleaseMotivationCode", "noReleaseMotivationText"];
    let said = said.map(|name| root.text_at(&format!("TransitOperation/{name}")));
    let said: Vec<&str> = said.into_iter().flatten().collect();
    message.facts.no_release_reason = Some(match said.as_slice() {
        [] => "Customs gives no reason".to_owned(),
        said => said.join(": "),
    });
    Ok(())
}

/// CC009C: customs has decided on the invalidation, asked for by us or begun by customs.
pub(super) const CC009C: AnswerKind = AnswerKind {
    name: "CC009C",
    read: read_invalidation,
    event: |message, _| {
        let decision = message.facts.invalidation.as_ref();
        if decision.is_some_and(|decision| decision.invalidated) {
            Event::Invalidated
        } else {
            Event::InvalidationRefused
        }
    },
};

fn read_invalidation(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let by_customs = flag(root, "Invalidation/initiatedByCustoms");
    message.facts.invalidation = Some(InvalidationDecision {
        invalidated: flag(root, "Invalidation/decision")?,
        initiated_by_customs: secondary(by_customs, message).unwrap_or_default(),
        decided_at: optional(root, "Invalidation/decisionDateAndTime"),
        justification: optional(root, "Invalidation/justification"),
    });
    Ok(())
}
