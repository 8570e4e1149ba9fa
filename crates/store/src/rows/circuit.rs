//! What does the store keep of a connection that is down?

use cas_model::ids::{AlertId, TenantId};
use jiff::Timestamp;

use super::TaskQueue;

/// A queue whose other side is down: one task at a time is tried, the others wait. There is no row
/// for what works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CircuitRecord {
    /// Whose connection it is.
    pub tenant_id: TenantId,
    /// The queue whose tasks wait.
    pub queue: TaskQueue,
    /// When the first of them failed.
    pub down_since: Timestamp,
    /// How many attempts in a row failed: the first, and the probes since.
    pub failures: u32,
    /// When the next task is tried, whichever node takes it.
    pub next_probe_at: Timestamp,
    /// The alert that tells of the outage, once it was told.
    pub alert_id: Option<AlertId>,
    /// What is said of the messages that wait, for people.
    pub note: String,
}

/// A queue in which tasks are due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueQueue {
    /// The queue in which they stand.
    pub queue: TaskQueue,
    /// Its circuit, where its other side is down.
    pub circuit: Option<CircuitRecord>,
}

/// A circuit that closes: its other side answers again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedCircuit {
    /// As it was while it was down.
    pub circuit: CircuitRecord,
    /// When it was heard of.
    pub at: Timestamp,
}
