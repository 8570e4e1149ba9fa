//! What the sender of a shipment wants done with it.

/// The message type of a shipment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageType {
    /// The shipment is made; refused where it is there.
    New,
    /// The shipment is made again from this message alone.
    Replace,
    /// Only what the message names is changed, as a merge patch.
    Update,
    /// An update where the shipment is there, else a new one.
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
