//! The names of lanes: work of one lane is done in order, one after the other.

use cas_model::ids::{DeclarationId, TenantId};

use crate::message::MessageKind;

/// The lane of messages of a kind that name this reference of the sender.
#[must_use]
pub fn of_message(tenant: TenantId, kind: &str, external_reference: &str) -> String {
    format!("{tenant}/{kind}/{external_reference}")
}

/// The lane of a shipment: what comes for it, and what goes on with it.
#[must_use]
pub fn of_shipment(tenant: TenantId, external_reference: &str) -> String {
    of_message(
        tenant,
        MessageKind::CustomsShipment.as_str(),
        external_reference,
    )
}

/// The lane in which the messages of a declaration are sent.
#[must_use]
pub fn of_sending(declaration: DeclarationId) -> String {
    format!("send/{declaration}")
}
