//! The durable steps: one file per kind of task.
//!
//! A step takes claimed tasks, loads what they need, decides without I/O, and commits one
//! [`Changes`](cas_store::Changes) per independent piece. Every step can run twice: it looks at
//! the state first, and does nothing where the work is done.

mod act;
mod advance;
mod deliver;
mod go_on;
mod ingest;
mod interpret;
mod pull;
mod transmit;

pub(crate) use act::decide as decide_action;
pub(crate) use ingest::{Outcome, process as process_ingestions};

use cas_store::{Task, TaskKind};

use crate::commit::{Piece, commit};
use crate::engine::UnderWay;
use crate::{Engine, Interrupted};

/// Ends tasks that were claimed too often without an end: they stop the process each time.
pub(crate) async fn give_up(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    let result = Err(anyhow::anyhow!(
        "it was tried too often and never came to an end"
    ));
    commit(engine, vec![Piece { tasks, result }]).await
}

/// Runs claimed tasks of one kind to their commits. Those that wait for someone else are returned
/// under way, each by itself, so that a slow receiver holds up no one.
pub(crate) async fn run(
    engine: &Engine,
    kind: TaskKind,
    tasks: Vec<Task>,
) -> Result<Vec<UnderWay>, Interrupted> {
    match kind {
        TaskKind::Ingest => ingest::run(engine, tasks).await.map(|()| Vec::new()),
        TaskKind::Advance => advance::run(engine, tasks).await.map(|()| Vec::new()),
        TaskKind::GoOn => go_on::run(engine, tasks).await.map(|()| Vec::new()),
        TaskKind::Act => act::run(engine, tasks).await.map(|()| Vec::new()),
        TaskKind::Interpret => interpret::run(engine, tasks).await.map(|()| Vec::new()),
        TaskKind::Transmit => transmit::run(engine, tasks).await,
        TaskKind::Deliver => deliver::run(engine, tasks).await,
        TaskKind::Pull => pull::run(engine, tasks).await,
    }
}
