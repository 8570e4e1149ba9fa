//! The durable steps: one file per kind of task.
//!
//! A step takes claimed tasks, loads what they need, decides without I/O, and commits one
//! [`Changes`](cas_store::Changes) per independent piece. Every step can run twice: it looks at
//! the state first, and does nothing where the work is done.

mod act;
mod advance;
mod amendment;
mod asking;
mod deliver;
mod desk;
mod duties;
mod examine;
mod finish;
mod formation;
mod ingest;
mod inputs;
mod interpret;
mod kept;
mod matching;
mod opening;
mod prepare;
mod proceed;
mod pull;
mod reconcile;
mod remind;
mod resolve;
mod shipment;
mod shipment_event;
mod start;
mod target;
mod transmit;
mod update;
mod withdrawals;

pub(crate) use act::decide as decide_action;
pub(crate) use advance::{
    check, inputs_of, inputs_on, load as load_declaration, submit_if_automatic, unwritable,
};
pub(crate) use desk::Desk;
pub(crate) use ingest::{Outcome, process as process_ingestions};
pub(crate) use inputs::Inputs;
pub(crate) use prepare::Prepared;
pub(crate) use remind::{REMINDED_AT_ONCE, remind};
pub(crate) use target::{claim, renumber};

use cas_store::{Task, TaskKind};
use futures::future::BoxFuture;

use crate::{Engine, Interrupted};

/// Ends tasks that were claimed too often without an end: they stop the process each time.
pub(crate) async fn give_up(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    let result = Err(anyhow::anyhow!(
        "it was tried too often and never came to an end"
    ));
    finish::commit(engine, vec![finish::Unit { tasks, result }]).await
}

/// A task that waits for someone else, under way.
pub(crate) type UnderWay = BoxFuture<'static, Result<(), Interrupted>>;

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
        TaskKind::Continue => proceed::run(engine, tasks).await.map(|()| Vec::new()),
        TaskKind::Act => act::run(engine, tasks).await.map(|()| Vec::new()),
        TaskKind::Interpret => interpret::run(engine, tasks).await.map(|()| Vec::new()),
        TaskKind::Transmit => transmit::run(engine, tasks).await,
        TaskKind::Deliver => deliver::run(engine, tasks).await,
        TaskKind::Pull => pull::run(engine, tasks).await,
    }
}
