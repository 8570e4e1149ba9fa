//! Durable tasks.

use cas_model::ids::{TaskId, TenantId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::changes::TaskLease;

/// What a task does with its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskKind {
    /// Process an ingestion.
    Ingest,
    /// Take the next step with a declaration.
    Advance,
    /// Start the steps of a shipment's flow whose time has come.
    Continue,
    /// Carry out a requested action.
    Act,
    /// Send a stored message.
    Transmit,
    /// Read a received message.
    Interpret,
    /// Post a notification to a subscription.
    Deliver,
    /// Fetch a customs system's messages.
    Pull,
}

impl TaskKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Ingest,
        Self::Advance,
        Self::Continue,
        Self::Act,
        Self::Transmit,
        Self::Interpret,
        Self::Deliver,
        Self::Pull,
    ];

    /// The stored spelling.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Advance => "advance",
            Self::Continue => "continue",
            Self::Act => "act",
            Self::Transmit => "transmit",
            Self::Interpret => "interpret",
            Self::Deliver => "deliver",
            Self::Pull => "pull",
        }
    }

    /// The kind of a spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

/// A task to enqueue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// Its id; ids order tasks that are due at the same time.
    pub id: TaskId,
    /// The tenant.
    pub tenant_id: TenantId,
    /// What to do.
    pub kind: TaskKind,
    /// With what: the id of an ingestion, declaration, shipment, action, message, delivery
    /// or connection.
    pub subject: Uuid,
    /// Tasks of one lane are done one after the other, in the order of their ids.
    pub lane: Option<String>,
    /// When.
    pub due_at: Timestamp,
}

/// A claimed task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The right to finish it.
    pub lease: TaskLease,
    /// The tenant.
    pub tenant_id: TenantId,
    /// What to do.
    pub kind: TaskKind,
    /// With what.
    pub subject: Uuid,
    /// When it was first due.
    pub created_at: Timestamp,
}

/// What a worker wants.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// Tasks of these kinds.
    pub kinds: &'a [TaskKind],
    /// Who claims: an id of the process's run.
    pub owner: &'a str,
    /// At most so many.
    pub limit: u32,
    /// The time.
    pub now: Timestamp,
    /// Until when the lease holds.
    pub lease_until: Timestamp,
}

/// A task that was given up, kept until someone looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadTask {
    /// Its id.
    pub id: TaskId,
    /// The tenant.
    pub tenant_id: TenantId,
    /// What it was to do.
    pub kind: TaskKind,
    /// With what.
    pub subject: Uuid,
    /// How often it was tried.
    pub attempt: u32,
    /// Why it was given up.
    pub error: Option<String>,
    /// When it was first due.
    pub created_at: Timestamp,
}

/// How many tasks there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskCounts {
    /// Due, and held by nobody.
    pub ready: u64,
    /// Being worked on.
    pub leased: u64,
    /// Due later.
    pub waiting: u64,
    /// Given up.
    pub dead: u64,
}
