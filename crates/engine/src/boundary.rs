//! The boundaries of steps, and stopping there as a crash would.

use std::sync::Arc;

use futures::future::BoxFuture;

/// The points between which a step is one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// Tasks were claimed, nothing was done.
    Claimed,
    /// Something was posted, and nothing of it is stored.
    Posted,
    /// A step was decided and is about to be committed.
    BeforeCommit,
    /// A step was committed.
    AfterCommit,
}

/// Asked at every boundary whether to go on; tests stop there as a crash would.
pub type Interruption = Arc<dyn Fn(Boundary) -> std::ops::ControlFlow<()> + Send + Sync>;

/// The work was stopped at a boundary.
#[derive(Debug, thiserror::Error)]
#[error("interrupted at {0:?}")]
pub struct Interrupted(pub Boundary);

/// A task that waits for someone else, under way.
pub(crate) type UnderWay = BoxFuture<'static, Result<(), Interrupted>>;
