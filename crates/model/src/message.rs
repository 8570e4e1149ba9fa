//! Messages exchanged with customs systems, as the rest of the product sees them.

use serde::{Deserialize, Serialize};

/// Which way a message went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MessageDirection {
    /// From us to customs.
    Outbound,
    /// From customs to us.
    Inbound,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MessageState {
    /// Outbound: stored, to be sent.
    Stored,
    /// Outbound: the connected system took it.
    Sent,
    /// Outbound: the connected system refused it, or could not be reached in time.
    Failed,
    /// Inbound: stored, to be read.
    Received,
    /// Inbound: read and applied to its declaration.
    Interpreted,
    /// Inbound: the same message was received before.
    Duplicate,
    /// Inbound: belongs to no declaration of ours; kept, alerted.
    Unmatched,
    /// Inbound: could not be read; kept, alerted.
    Unreadable,
}

macro_rules! names {
    ($type:ident { $($variant:ident = $name:literal),* $(,)? }) => {
        impl $type {
            /// The stored and public spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The value of a spelling.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

names!(MessageDirection { Outbound = "outbound", Inbound = "inbound" });
names!(MessageState {
    Stored = "stored",
    Sent = "sent",
    Failed = "failed",
    Received = "received",
    Interpreted = "interpreted",
    Duplicate = "duplicate",
    Unmatched = "unmatched",
    Unreadable = "unreadable",
});
