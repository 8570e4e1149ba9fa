//! How do many small commits become few transactions?
//!
//! A committer takes what has queued while its previous transaction ran and writes it in one. When
//! the group conflicts, it is halved until only the conflicting changes fail. Every caller hears of
//! its own changes, and only once they are durable.

mod apply;
mod attachments;
mod audit;
mod audit_acts;
mod bulk;
mod circuits;
mod collaboration;
mod configuration;
mod declared_masses;
mod master_data;
mod operators;
mod people;
mod summaries;
mod table_hits;
mod write;

use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use tokio::sync::mpsc::Receiver;
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::time::Instant;

pub(crate) use declared_masses::write_missing as write_missing_masses;
pub(crate) use people::administrators;
pub(crate) use summaries::{ReadDocuments, write_missing};
pub(crate) use write::{Failure, insertion};

use crate::changes::{Changes, CommitError};
use crate::db::{Db, Failed as _, Query, is_transient, pause, undisturbed};
use crate::rows::TaskKind;
use crate::wake::Wakeups;

/// The most changes of one transaction.
const GROUP: usize = 256;
/// Transactions at once on PostgreSQL, where each waits for many answers of the server.
const COMMITTERS: usize = 2;
/// So few are worth waiting for more, under load.
const FEW: usize = 8;
/// How long a group waits for more, under load.
const GATHER: Duration = Duration::from_millis(2);

/// How long a request waits while another program holds the database.
const PATIENCE_OF_REQUESTS: Duration = Duration::from_secs(3);
/// How long the work waits, which would be done twice.
const PATIENCE_OF_STEPS: Duration = Duration::from_secs(60);

/// Changes that wait for their transaction, and who waits for them.
#[derive(Debug)]
pub(crate) struct Waiting {
    changes: Changes,
    documents: ReadDocuments,
    since: Instant,
    done: oneshot::Sender<Result<(), CommitError>>,
}

impl Waiting {
    /// How long a database that is held by another may be waited for. What ends or puts off a task
    /// was done already, and would be done again.
    fn patience(&self) -> Duration {
        let is_step = !self.changes.finished.is_empty() || !self.changes.deferred.is_empty();
        match is_step {
            true => PATIENCE_OF_STEPS,
            false => PATIENCE_OF_REQUESTS,
        }
    }

    fn is_at_its_end(&self) -> bool {
        self.since.elapsed() >= self.patience()
    }
}

/// Where changes are put.
pub(crate) type Queue = mpsc::Sender<Waiting>;

/// Starts the committers; they end when the queue is dropped.
pub(crate) fn start(db: Db, wakeups: Arc<Wakeups>) -> Queue {
    let (queue, waiting) = mpsc::channel(4 * GROUP);
    let waiting = Arc::new(Mutex::new(waiting));
    let committers = match db {
        Db::Sqlite { .. } => 1,
        Db::Postgres(_) => COMMITTERS,
    };
    for _ in 0..committers {
        let (db, wakeups) = (db.clone(), Arc::clone(&wakeups));
        tokio::spawn(commit_all(db, wakeups, Arc::clone(&waiting)));
    }
    queue
}

/// Commits what has queued, group by group.
async fn commit_all(db: Db, wakeups: Arc<Wakeups>, waiting: Arc<Mutex<Receiver<Waiting>>>) {
    let mut company = false;
    loop {
        let group = next_group(&mut *waiting.lock().await, company).await;
        if group.is_empty() {
            return;
        }
        company = group.len() > 1;
        let mut line = Line {
            waiting: &waiting,
            came: Vec::new(),
        };
        commit_group(&db, &wakeups, &mut line, group).await;
        while !line.came.is_empty() {
            let first = line.came.len().min(GROUP);
            let group = line.came.drain(..first).collect();
            commit_group(&db, &wakeups, &mut line, group).await;
        }
    }
}

/// What queues while a group waits for the database.
struct Line<'a> {
    waiting: &'a Mutex<Receiver<Waiting>>,
    /// What came meanwhile, in order.
    came: Vec<Waiting>,
}

impl Line<'_> {
    /// Lets go whom nothing but time keeps waiting.
    fn give_up(&mut self, group: &mut Vec<Waiting>, failure: &Failure) {
        // Another committer may hold the queue: then it looks after it.
        if let Ok(mut queue) = self.waiting.try_lock() {
            while let Ok(another) = queue.try_recv() {
                self.came.push(another);
            }
        }
        for line in [group, &mut self.came] {
            let (ended, patient) = std::mem::take(line)
                .into_iter()
                .partition(Waiting::is_at_its_end);
            *line = patient;
            fail(failure, ended);
        }
    }
}

/// What has queued; nothing once the queue is dropped. Who came in company will soon be followed:
/// a larger group writes fewer pages.
async fn next_group(waiting: &mut Receiver<Waiting>, company: bool) -> Vec<Waiting> {
    let mut group = Vec::with_capacity(GROUP);
    waiting.recv_many(&mut group, GROUP).await;
    if company && (1..FEW).contains(&group.len()) {
        tokio::time::sleep(GATHER).await;
        while group.len() < GROUP
            && let Ok(another) = waiting.try_recv()
        {
            group.push(another);
        }
    }
    group
}

/// Queues changes and waits until they are durable, or refused. Whoever stops waiting does not
/// stop the commit.
pub(crate) async fn commit(queue: &Queue, changes: Changes) -> Result<(), CommitError> {
    let (done, outcome) = oneshot::channel();
    let closed = || CommitError::Database(anyhow!("the store is closed"));
    queue
        .send(Waiting {
            documents: ReadDocuments::new(&changes),
            changes,
            since: Instant::now(),
            done,
        })
        .await
        .map_err(|_| closed())?;
    outcome.await.map_err(|_| closed())?
}

/// Tries changes out: applies them in a transaction that is rolled back.
pub(crate) async fn rehearse(db: &Db, changes: &Changes) -> Result<(), CommitError> {
    undisturbed(|| try_rehearse(db, changes))
        .await
        .map_err(|failure| match failure {
            Failure::Conflict(what) => CommitError::Conflict(what),
            Failure::Database(error) => CommitError::Database(anyhow!("{error}")),
        })
}

async fn try_rehearse(db: &Db, changes: &Changes) -> Result<(), Failure> {
    let mut transaction = db.begin().await?;
    let documents = ReadDocuments::new(changes);
    let applied = apply::apply(&mut transaction, &[changes], &[&documents]).await;
    transaction.rollback().await?;
    applied
}

/// Tries one statement out; how many rows it would change.
pub(crate) async fn rehearse_statement(db: &Db, query: Query) -> Result<u64, sqlx::Error> {
    undisturbed(|| try_statement(db, &query)).await
}

async fn try_statement(db: &Db, query: &Query) -> Result<u64, sqlx::Error> {
    let mut transaction = db.begin().await?;
    let changed = transaction.execute(query.clone()).await;
    transaction.rollback().await?;
    changed
}

/// Commits a group; halves it where it fails because of what one of its members holds.
async fn commit_group(db: &Db, wakeups: &Wakeups, line: &mut Line<'_>, group: Vec<Waiting>) {
    let mut groups = vec![group];
    while let Some(mut group) = groups.pop() {
        let failure = match transact(db, line, &mut group).await {
            Ok(()) => {
                succeed(wakeups, group);
                continue;
            }
            Err(failure) => failure,
        };
        if group.len() > 1 && lies_in_the_changes(&failure) {
            let second = group.split_off(group.len() / 2);
            groups.push(second);
            groups.push(group);
        } else {
            fail(&failure, group);
        }
    }
}

/// One transaction, repeated where it was only disturbed, as long as somebody waits for it.
async fn transact(db: &Db, line: &mut Line<'_>, group: &mut Vec<Waiting>) -> Result<(), Failure> {
    let mut attempt = 0;
    while !group.is_empty() {
        match try_transact(db, group).await {
            Err(failure) if failure.database().is_some_and(is_transient) => {
                tracing::debug!(attempt, "a transaction was disturbed and is repeated");
                pause(attempt).await;
                attempt += 1;
                line.give_up(group, &failure);
            }
            outcome => return outcome,
        }
    }
    Ok(())
}

async fn try_transact(db: &Db, group: &[Waiting]) -> Result<(), Failure> {
    let changes: Vec<&Changes> = group.iter().map(|waiting| &waiting.changes).collect();
    let documents: Vec<&ReadDocuments> = group.iter().map(|waiting| &waiting.documents).collect();
    let mut transaction = db.begin().await?;
    match apply::apply(&mut transaction, &changes, &documents).await {
        Ok(()) => Ok(transaction.commit().await?),
        Err(failure) => {
            // A rollback that fails is followed by the loss of the connection, which undoes too.
            if let Err(error) = transaction.rollback().await {
                tracing::warn!(%error, "a transaction could not be rolled back");
            }
            Err(failure)
        }
    }
}

/// Whether a smaller group could succeed; a connection that is lost fails for all.
fn lies_in_the_changes(failure: &Failure) -> bool {
    match failure {
        Failure::Conflict(_) => true,
        Failure::Database(error) => error.as_database_error().is_some() && !is_transient(error),
    }
}

fn succeed(wakeups: &Wakeups, group: Vec<Waiting>) {
    let kinds = concerned_kinds(&group);
    if !kinds.is_empty() {
        wakeups.tasks_changed(&kinds);
    }
    let grows = |waiting: &Waiting| !waiting.changes.notifications.is_empty();
    if group.iter().any(grows) {
        wakeups.events_grew();
    }
    for waiting in group {
        // Who no longer waits does not want to know.
        let _ = waiting.done.send(Ok(()));
    }
}

fn fail(failure: &Failure, group: Vec<Waiting>) {
    for waiting in group {
        let error = match failure {
            Failure::Conflict(what) => CommitError::Conflict(what.clone()),
            Failure::Database(error) => CommitError::Database(anyhow!("{error}")),
        };
        let _ = waiting.done.send(Err(error));
    }
}

/// The kinds of new tasks; all kinds where tasks were put off or freed their lane.
fn concerned_kinds(group: &[Waiting]) -> Vec<TaskKind> {
    let mut kinds = Vec::new();
    for Waiting { changes, .. } in group {
        let is_freed = !changes.freed.is_empty() || !changes.closed_circuits.is_empty();
        if !changes.deferred.is_empty() || is_freed {
            return TaskKind::ALL.to_vec();
        }
        for task in &changes.tasks {
            if !kinds.contains(&task.kind) {
                kinds.push(task.kind);
            }
        }
    }
    kinds
}
