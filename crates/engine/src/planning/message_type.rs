//! What the sender wants done with a shipment.

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
    ///
    /// # Errors
    /// When it is none that exists.
    pub fn of(message_type: Option<&str>) -> Result<Self, PlanRefusal> {
        match message_type {
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
