//! The durable steps: one file per kind of task.
//!
//! A step takes claimed tasks, loads what they need, decides without I/O, and commits one
//! [`Changes`](cas_store::Changes) per independent piece. Every step can run twice: it looks at
//! the state first, and does nothing where the work is done.

mod act;
mod advance;
mod bulk;
mod deliver;
mod go_on;
mod ingest;
mod interpret;
mod pull;
mod transmit;

pub(crate) use act::decide as decide_action;
pub(crate) use ingest::{Outcome, process as process_ingestions};

use std::time::Duration;

use cas_model::ids::SystemCode;
use cas_store::{Task, TaskKind, TaskQueue};

use crate::circuits::Post;
use crate::commit::{Piece, commit};
use crate::engine::UnderWay;
use crate::{Engine, Interrupted, webhooks};

/// Ends tasks that were claimed too often without an end: they stop the process each time.
pub(crate) async fn give_up(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    let result = Err(anyhow::anyhow!(
        "it was tried too often and never came to an end"
    ));
    commit(engine, vec![Piece { tasks, result }]).await
}

/// Runs claimed tasks of a kind that decides to their commits. Of a kind that waits for someone
/// else it does nothing.
pub(crate) async fn decide(
    engine: &Engine,
    kind: TaskKind,
    tasks: Vec<Task>,
) -> Result<(), Interrupted> {
    match kind {
        TaskKind::Ingest => ingest::run(engine, tasks).await,
        TaskKind::Advance => advance::run(engine, tasks).await,
        TaskKind::GoOn => go_on::run(engine, tasks).await,
        TaskKind::Act => act::run(engine, tasks).await,
        TaskKind::Interpret => interpret::run(engine, tasks).await,
        TaskKind::Bulk => bulk::run(engine, tasks).await,
        TaskKind::Transmit | TaskKind::Deliver | TaskKind::Pull => Ok(()),
    }
}

/// Starts claimed tasks of a kind that waits for someone else, in their order; each is under way by
/// itself, so that a slow receiver holds up no one. Of a kind that decides it starts nothing.
pub(crate) async fn post(
    engine: &Engine,
    kind: TaskKind,
    posts: Vec<Post>,
) -> Result<Vec<UnderWay>, Interrupted> {
    match kind {
        TaskKind::Transmit => transmit::run(engine, posts).await,
        TaskKind::Deliver => deliver::run(engine, posts).await,
        TaskKind::Pull => pull::run(engine, posts).await,
        TaskKind::Ingest
        | TaskKind::Advance
        | TaskKind::GoOn
        | TaskKind::Act
        | TaskKind::Interpret
        | TaskKind::Bulk => Ok(Vec::new()),
    }
}

/// How long the other side of a queue may take to answer.
pub(crate) async fn timeout(engine: &Engine, queue: &TaskQueue) -> anyhow::Result<Duration> {
    let system = match queue.kind {
        TaskKind::Transmit | TaskKind::Pull => SystemCode::parse(&queue.endpoint),
        TaskKind::Ingest
        | TaskKind::Advance
        | TaskKind::GoOn
        | TaskKind::Act
        | TaskKind::Interpret
        | TaskKind::Deliver
        | TaskKind::Bulk => None,
    };
    let connection = match system {
        Some(system) => engine.connection(queue.tenant_id, &system).await?,
        None => None,
    };
    Ok(connection.map_or(webhooks::TIMEOUT, |connection| connection.timeout()))
}
