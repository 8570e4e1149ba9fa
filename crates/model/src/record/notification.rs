//! Notifications, subscriptions and deliveries.

use jiff::Timestamp;

use crate::ids::{DeliveryId, NotificationId, SubscriptionId, TenantId};
use crate::notification::{EventFilter, Notification};
use crate::record::Json;

/// A notification, one entry of the event log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationRecord {
    /// The tenant that is notified.
    pub tenant_id: TenantId,
    /// Its place in the log; given by the store (0 on writing).
    pub seq: i64,
    /// The id, by which subscribers tell repetitions.
    pub id: NotificationId,
    /// The `eventType` that subscribers filter by.
    pub event_type: String,
    /// The `eventSubType` that subscribers filter by.
    pub event_sub_type: String,
    /// The whole envelope, as it is posted.
    pub body: Json<Notification>,
    /// When that happened which it tells.
    pub occurred_at: Timestamp,
}

/// A subscription to notifications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionRecord {
    /// The tenant whose notifications are sent.
    pub tenant_id: TenantId,
    /// The id that the subscriber was answered.
    pub id: SubscriptionId,
    /// The address that notifications are posted to.
    pub url: String,
    /// The events that are wanted; none takes every event.
    pub filters: Json<Vec<EventFilter>>,
    /// The secret that signs, `whsec_…`.
    pub secret: String,
    /// The client that made it.
    pub client_id: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was switched off, by a person or after failing for days.
    pub disabled_at: Option<Timestamp>,
    /// What people call it.
    pub name: Option<String>,
    /// The secret before, which signs beside the other for a while.
    pub former_secret: Option<String>,
    /// Until when the secret before signs.
    pub former_secret_until: Option<Timestamp>,
    /// Counts its changes, from 1.
    pub version: u32,
    /// When somebody last changed it.
    pub changed_at: Option<Timestamp>,
    /// The client or the person who changed it last.
    pub changed_by: Option<String>,
}

impl SubscriptionRecord {
    /// The secrets that sign at a time, separated by spaces, the newest first.
    #[must_use]
    pub fn signing_secrets(&self, now: Timestamp) -> String {
        let signs = self.former_secret_until.is_some_and(|until| until > now);
        match self.former_secret.as_deref().filter(|_| signs) {
            None => self.secret.clone(),
            Some(former) => format!("{} {former}", self.secret),
        }
    }
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// Not delivered yet, and tried again.
    Pending,
    /// Answered with a 2xx.
    Delivered,
    /// Given up after its last attempt.
    Expired,
}

impl DeliveryState {
    /// The stored and public spelling.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Expired => "expired",
        }
    }

    /// The state of a spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "pending" => Some(Self::Pending),
            "delivered" => Some(Self::Delivered),
            "expired" => Some(Self::Expired),
            _ => None,
        }
    }
}

/// The delivery of one notification to one subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRecord {
    /// The tenant whose notification it is.
    pub tenant_id: TenantId,
    /// The id that this system gave it.
    pub id: DeliveryId,
    /// The subscription that it is delivered for.
    pub subscription_id: SubscriptionId,
    /// The notification that is delivered.
    pub notification_id: NotificationId,
    /// What became of it.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// The last answer: HTTP status and what was said, or why there was none.
    pub last_answer: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last tried.
    pub attempted_at: Option<Timestamp>,
    /// When it will be tried again.
    pub next_at: Option<Timestamp>,
    /// The delivery that it repeats on demand.
    pub replay_of: Option<DeliveryId>,
    /// The client or the person who asked for the repetition.
    pub replayed_by: Option<String>,
}

/// One attempt of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryResult {
    /// The tenant whose notification it is.
    pub tenant_id: TenantId,
    /// The delivery that was tried.
    pub id: DeliveryId,
    /// What became of it.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// What the subscriber answered, or why nobody did.
    pub last_answer: Option<String>,
    /// When it was tried, by our clock.
    pub attempted_at: Timestamp,
    /// When it will be tried again.
    pub next_at: Option<Timestamp>,
}
