//! IE810: the movement is cancelled.

use cas_gateway::Inbound;
use cas_model::declaration::InvalidationDecision;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{movement, optional, required, said};
use crate::xml::Element;

pub(super) const IE810: Kind = Kind {
    name: "IE810",
    read,
    event: |_| Event::Invalidated,
};

fn read(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "ExciseMovementEad", message)?;
    let code = required(container, "Cancellation/CancellationReasonCode")?;
    let words = container.text_at("Cancellation/ComplementaryInformation");
    message.facts.invalidation = Some(InvalidationDecision {
        invalidated: true,
        initiated_by_customs: false,
        decided_at: optional(
            container,
            "Attributes/DateAndTimeOfValidationOfCancellation",
        ),
        justification: Some(said(&format!("reason {code}"), words)),
    });
    Ok(vec![message])
}
