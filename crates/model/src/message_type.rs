//! What the sender of a shipment wants done with it.

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
    /// The message type of a spelling, as senders write it; `New` where they write none.
    #[must_use]
    pub fn parse(message_type: Option<&str>) -> Option<Self> {
        match message_type {
            None | Some("New") => Some(Self::New),
            Some("Replace") => Some(Self::Replace),
            Some("Update") => Some(Self::Update),
            Some("Upsert") => Some(Self::Upsert),
            Some(_) => None,
        }
    }
}
