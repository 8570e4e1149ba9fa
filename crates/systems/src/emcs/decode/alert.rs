//! IE819: the consignee rejects the movement before it arrives, or alerts about it.

use cas_gateway::Inbound;
use cas_model::action_content::{AlertOrRejection, StatedReason};
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{flag, movement, optional, value};
use crate::xml::Element;

pub(super) const IE819: Kind = Kind {
    name: "IE819",
    read,
    event: |message| {
        let alert = message.facts.alert.as_deref();
        match alert.and_then(|alert| alert.rejected) {
            Some(true) => Event::MovementRejected,
            Some(false) | None => Event::Alerted,
        }
    },
};

fn read(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let mut message = movement(container, "ExciseMovement", message)?;
    let reasons = container.children_named("AlertOrRejectionOfEadEsadReason");
    message.facts.alert = Some(Box::new(AlertOrRejection {
        date: value(container, "AlertOrRejection/DateOfAlertOrRejection")?,
        rejected: Some(flag(container, "AlertOrRejection/EadEsadRejectedFlag")?),
        destination_office: optional(container, "DestinationOffice/ReferenceNumber"),
        reasons: reasons
            .map(|reason| StatedReason {
                cas_reference: None,
                code: optional(reason, "AlertOrRejectionOfMovementReasonCode"),
                information: optional(reason, "ComplementaryInformation"),
            })
            .collect(),
    }));
    Ok(vec![message])
}
