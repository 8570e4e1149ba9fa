//! What is one story of the demo?

use cas_model::lifecycle::Status;
use serde_json::Value;

/// One shipment of the demo.
pub struct Story {
    /// What it shows, for who watches.
    pub title: &'static str,
    /// What the ERP sends.
    pub document: Value,
    /// What is done when a status is reached, one after the other.
    pub reactions: Vec<(Status, Reaction)>,
    /// How its declarations must end, in the order of the steps that make them.
    pub ends: Vec<Status>,
    /// What must be told of the shipment itself by then: the `eventSubType`.
    pub told: Option<&'static str>,
}

/// What the demo does when a status is reached.
pub enum Reaction {
    /// An action on the declaration, with its body.
    Act(&'static str, Value),
    /// Another message about the shipment.
    Send(Value),
}

impl Story {
    /// Its reference in the ERP.
    #[must_use]
    pub fn reference(&self) -> &str {
        self.document["externalReference"]
            .as_str()
            .unwrap_or_default()
    }
}
