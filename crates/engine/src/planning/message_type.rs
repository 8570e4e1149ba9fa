//! What the sender wants done with a shipment.

use cas_model::document::CustomsShipment;

use super::{PlanRefusal, RefusalCode};

/// The message type of a shipment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageType {
    /// Create it.
    New,
    /// Replace it entirely.
    Replace,
    /// Update it selectively.
    Update,
    /// Create it, or update it.
    Upsert,
}

impl MessageType {
    /// The message type that a shipment asks for; `New` when it says nothing.
    pub(super) fn of(message: &CustomsShipment) -> Result<Self, PlanRefusal> {
        match message.message_type.as_deref() {
            None | Some("New") => Ok(Self::New),
            Some("Replace") => Ok(Self::Replace),
            Some("Update") => Ok(Self::Update),
            Some("Upsert") => Ok(Self::Upsert),
            Some(other) => Err(PlanRefusal::new(
                RefusalCode::MessageTypeUnknown,
                format!("messageType {other} is unknown; send New, Replace, Update or Upsert"),
            )),
        }
    }
}
