//! What is a movement now? With another destination, split or cancelled.

use cas_gateway::Inbound;
use cas_model::declaration::InvalidationDecision;
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::{movement, note, optional, required, with_words};
use crate::xml::Element;

/// IE813: another destination is validated. IE803: the movement goes to others, whole or split.
pub(super) const IE813: AnswerKind = AnswerKind {
    name: "IE813",
    read: read_change,
    event: |_| Event::DestinationChanged,
};

pub(super) const IE803: AnswerKind = AnswerKind {
    name: "IE803",
    read: read_diversion,
    event: |_| Event::Diverted,
};

fn read_change(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    Ok(vec![movement(container, "UpdateEadEsad", message)?])
}

fn read_diversion(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "ExciseNotification", message)?;
    let downstream = container.children_named("DownstreamArc");
    let arcs: Result<Vec<String>, String> = downstream
        .map(|arc| required(arc, "AdministrativeReferenceCode").map(str::to_owned))
        .collect();
    let arcs = arcs?;
    let text = match required(container, "ExciseNotification/NotificationType")? {
        "1" => "The movement goes to another destination".to_owned(),
        "2" => format!("The movement was split into {}", arcs.join(", ")),
        other => return Err(format!("NotificationType is unknown: {other}")),
    };
    message.facts.downstream_arcs = arcs;
    note(&mut message, text);
    Ok(vec![message])
}

/// IE810: the movement is cancelled.
pub(super) const IE810: AnswerKind = AnswerKind {
    name: "IE810",
    read,
    event: |_| Event::Invalidated,
};

fn read(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "ExciseMovementEad", message)?;
    let code = container.text_at("Cancellation/CancellationReasonCode");
    let code = code.unwrap_or("?");
    let words = container.text_at("Cancellation/ComplementaryInformation");
    message.facts.invalidation = Some(InvalidationDecision {
        invalidated: true,
        initiated_by_customs: false,
        decided_at: optional(
            container,
            "Attributes/DateAndTimeOfValidationOfCancellation",
        ),
        justification: Some(with_words(&format!("reason {code}"), words)),
    });
    Ok(vec![message])
}
