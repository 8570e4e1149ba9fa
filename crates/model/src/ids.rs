//! The ids we make, each its own type so that none is taken for another.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares an id: a UUID (version 7, ordered by time) with a meaning.
macro_rules! id {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// An id from its text.
            ///
            /// # Errors
            /// When the text is not a UUID.
            pub fn parse(text: &str) -> Result<Self, uuid::Error> {
                Uuid::try_parse(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    )*};
}

id! {
    /// A customer: all data belongs to one.
    TenantId,
    /// What an ingestion call returns as `referenceId`.
    IngestionId,
    /// A shipment, which one or more declarations are about.
    ShipmentId,
    /// A declaration or excise movement.
    DeclarationId,
    /// A message to or from a customs system.
    MessageId,
    /// A notification, its `id` in the envelope.
    NotificationId,
    /// A subscription to notifications.
    SubscriptionId,
    /// The delivery of one notification to one subscription.
    DeliveryId,
    /// A task that outlives the process: a row until it is done.
    TaskId,
    /// An alert for operators.
    AlertId,
    /// A requested action on a declaration.
    ActionId,
    /// A note on a declaration or a shipment.
    NoteId,
    /// A file at a declaration or a shipment.
    AttachmentId,
    /// A run of one action over many declarations.
    BulkRunId,
    /// A view of a list that somebody saved.
    SavedViewId,
    /// A person who signs in.
    UserId,
    /// An entry of the audit trail.
    AuditId,
}

/// The code of a customs system in the registry: `ncts`, `emcs`, `uk_cds`, …
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SystemCode(String);

impl SystemCode {
    /// A code: lower-case letters, digits and underscores, at most 30.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=30).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        fits.then(|| Self(text.to_owned()))
    }

    /// The code as text, such as `ncts`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SystemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
