//! What follows from a unit of work, as data; whoever commits makes rows and tasks of it.

use cas_model::ids::{
    DeclarationId, DeliveryId, MessageId, NotificationId, ShipmentId, SubscriptionId, SystemCode,
    TaskId, TenantId,
};
use cas_model::notification::Notice;
use cas_model::record::{
    ActionRecord, AlertRecord, DeclarationRecord, DeclaredMassRecord, DeliveryRecord, HistoryEntry,
    IngestionResult, MessageRecord, MessageResult, RevisionRecord, ShipmentRecord, TableRowHits,
    ToldRecord,
};
use cas_model::search::SearchedRevision;
use jiff::Timestamp;

/// Everything that one unit of work changes. It is committed whole or not at all.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// What became of messages of the customer.
    pub ingestion_results: Vec<IngestionResult>,
    /// Shipments, new or changed.
    pub shipments: Vec<ShipmentRecord>,
    /// Declarations, new or changed.
    pub declarations: Vec<DeclarationRecord>,
    /// Revisions of documents, new or rewritten.
    pub revisions: Vec<RevisionRecord>,
    /// What documents of these revisions are searched for.
    pub searched: Vec<SearchedRevision>,
    /// New entries of histories.
    pub history: Vec<HistoryEntry>,
    /// What declarations bring in below the mass threshold of the carbon border adjustment.
    pub declared_masses: Vec<DeclaredMassRecord>,
    /// How often rows of decision tables fired in what is recorded.
    pub table_hits: Vec<TableRowHits>,
    /// New messages to customs.
    pub messages: Vec<MessageRecord>,
    /// What became of messages, both ways.
    pub message_results: Vec<MessageResult>,
    /// What messages of customs told for the first time.
    pub told: Vec<ToldRecord>,
    /// Requested actions that ended, with how they did.
    pub actions: Vec<ActionRecord>,
    /// What subscribers are told, in the order of the facts.
    pub notifications: Vec<NewNotification>,
    /// New deliveries of notifications.
    pub deliveries: Vec<DeliveryRecord>,
    /// What an operator must see; logged when it is committed.
    pub alerts: Vec<AlertRecord>,
    /// What is to be done next.
    pub follow_ups: Vec<FollowUp>,
    /// Lanes whose waiting work need not wait any longer.
    pub freed: Vec<FreedLane>,
    /// What went wrong and keeps nothing from being committed, for the log.
    pub troubles: Vec<String>,
}

/// What customers are told of a fact; it becomes text when it is committed.
#[derive(Clone, Debug, PartialEq)]
pub struct NewNotification {
    /// Its id, which deliveries name.
    pub id: NotificationId,
    /// The tenant that is told.
    pub tenant_id: TenantId,
    /// When the fact was recorded.
    pub event_time: Timestamp,
    /// The fact, in the form in which customers are told.
    pub notice: Notice,
}

/// Work that follows, due at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Its id; ids order what is due at the same time.
    pub id: TaskId,
    /// The tenant whose work it is.
    pub tenant_id: TenantId,
    /// What is to be done.
    pub next: Next,
    /// The time of the unit of work: it is due at once.
    pub due_at: Timestamp,
}

/// What is to be done next, and with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Take a declaration as far as it goes by itself.
    Advance(DeclarationId),
    /// Go on with the flow of a shipment, in the lane of the shipment.
    GoOn(ShipmentId, String),
    /// Send a message to customs.
    Transmit(Transmission),
    /// Read a message of customs.
    Interpret(MessageId),
    /// Post a notification to one subscriber.
    Deliver(DeliveryId, SubscriptionId),
}

/// A message that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transmission {
    /// The stored message, which is sent as it is.
    pub message: MessageId,
    /// To which customs system: messages to one wait for one another where it is slow.
    pub system: SystemCode,
    /// The lane of its declaration.
    pub lane: String,
}

/// A lane whose waiting work becomes due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreedLane {
    /// The tenant that the lane is of; lanes are named within a tenant.
    pub tenant_id: TenantId,
    /// The lane, as [`crate::lane`] names it.
    pub lane: String,
    /// When; what is due earlier stays so.
    pub due_at: Timestamp,
}
