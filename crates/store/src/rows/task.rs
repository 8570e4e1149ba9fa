//! What does the store keep of a task that outlives the process?

use std::fmt;

use cas_model::ids::{IngestionId, TaskId, TenantId};
use jiff::Timestamp;
use uuid::Uuid;

/// What a task does with its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskKind {
    /// Carry out a message that a customer sent.
    Ingest,
    /// Take the next step with a declaration.
    Advance,
    /// Start the steps of a shipment's flow whose time has come.
    GoOn,
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
    /// Take a run over many declarations a step further.
    Bulk,
}

impl TaskKind {
    /// Every kind, in the order of their declaration.
    pub const ALL: &[Self] = &[
        Self::Ingest,
        Self::Advance,
        Self::GoOn,
        Self::Act,
        Self::Transmit,
        Self::Interpret,
        Self::Deliver,
        Self::Pull,
        Self::Bulk,
    ];

    /// The spelling in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Advance => "advance",
            Self::GoOn => "continue",
            Self::Act => "act",
            Self::Transmit => "transmit",
            Self::Interpret => "interpret",
            Self::Deliver => "deliver",
            Self::Pull => "pull",
            Self::Bulk => "bulk",
        }
    }

    /// The kind of a spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

/// Tasks of one kind that are done for one tenant, with one other side where they wait for one.
/// Queues take turns; the tasks of a queue come in the order of their due times.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskQueue {
    /// What is to be done.
    pub kind: TaskKind,
    /// The tenant that it is done for.
    pub tenant_id: TenantId,
    /// With whom: the code of a customs system or the id of a subscription; empty where the work
    /// waits for nobody else.
    pub endpoint: String,
}

impl TaskQueue {
    /// The queue of a spelling, as the database derives it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        Some(Self {
            kind: TaskKind::parse(parts.next()?)?,
            tenant_id: TenantId::parse(parts.next()?).ok()?,
            endpoint: parts.next()?.to_owned(),
        })
    }
}

impl fmt::Display for TaskQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            tenant_id,
            endpoint,
        } = self;
        write!(f, "{}:{tenant_id}:{endpoint}", kind.as_str())
    }
}

/// A task to enqueue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// Its id; ids order tasks that are due at the same time.
    pub id: TaskId,
    /// The tenant that it is done for.
    pub tenant_id: TenantId,
    /// What is to be done.
    pub kind: TaskKind,
    /// With what: the id of an ingestion, declaration, shipment, action, message, delivery,
    /// connection or run.
    pub subject: Uuid,
    /// With whom it is done, as its [`TaskQueue`] says it.
    pub endpoint: String,
    /// Tasks of one lane are done one after the other, in the order of their ids.
    pub lane: Option<String>,
    /// When it is due first.
    pub due_at: Timestamp,
}

/// The right to finish a task: only who claimed this attempt has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLease {
    /// The task that is leased.
    pub id: TaskId,
    /// Who claimed it: an id of the process's run.
    pub owner: String,
    /// Which attempt at the task this is, from 1.
    pub attempt: u32,
}

/// A task that was given up: it is kept until a person says what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadTask {
    /// The id that it has as a task.
    pub id: TaskId,
    /// The tenant that it is to be done for.
    pub tenant_id: TenantId,
    /// What is to be done.
    pub kind: TaskKind,
    /// The id of that with which it is to be done.
    pub subject: Uuid,
    /// When it was first due.
    pub created_at: Timestamp,
    /// How often it was tried.
    pub attempt: u32,
    /// Why the last attempt failed, in words for operators.
    pub error: Option<String>,
}

/// A given-up task that is tried anew, with all its attempts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevivedTask {
    /// The tenant whose task it is.
    pub tenant_id: TenantId,
    /// The task that was given up.
    pub id: TaskId,
    /// When it is due.
    pub due_at: Timestamp,
}

/// A message of a client that failed and is carried out anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReopenedIngestion {
    /// The tenant that sent it.
    pub tenant_id: TenantId,
    /// The message, by its `referenceId`.
    pub id: IngestionId,
}

/// A given-up task that nobody will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DroppedTask {
    /// The tenant whose task it is.
    pub tenant_id: TenantId,
    /// The task that was given up.
    pub id: TaskId,
}

/// A task that a worker claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The right to finish it.
    pub lease: TaskLease,
    /// The tenant that it is done for.
    pub tenant_id: TenantId,
    /// What is to be done.
    pub kind: TaskKind,
    /// The id of that with which it is done.
    pub subject: Uuid,
    /// With whom it is done, as its [`TaskQueue`] says it.
    pub endpoint: String,
    /// When it was first due.
    pub created_at: Timestamp,
}

impl Task {
    /// The queue that it stood in.
    #[must_use]
    pub fn queue(&self) -> TaskQueue {
        TaskQueue {
            kind: self.kind,
            tenant_id: self.tenant_id,
            endpoint: self.endpoint.clone(),
        }
    }
}

/// How many tasks of a queue are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The queue that they stand in.
    pub queue: TaskQueue,
    /// At most so many.
    pub most: u32,
}

/// What a worker wants.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// From which queues, and how many of each.
    pub turns: &'a [Turn],
    /// Who claims: an id of the process's run.
    pub owner: &'a str,
    /// The time by which tasks must be due.
    pub now: Timestamp,
    /// Until when the lease holds.
    pub lease_until: Timestamp,
}
