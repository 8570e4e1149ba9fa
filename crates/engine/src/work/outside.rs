//! Starting what waits for someone else, as many at once as there are places for.
//!
//! Nothing is claimed that has no place: it would be held and do nothing. Of a queue whose other
//! side is down one task is started when its time has come, and by one node.

use std::collections::HashMap;

use cas_store::{CircuitRecord, DueQueue, Task, TaskKind, TaskQueue, Turn};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::OUTSIDE;
use super::places::{Limits, Place, Places};
use super::rest::{GATHER, rest};
use crate::circuits::Post;
use crate::engine::UnderWay;
use crate::{Engine, Interrupted, steps};

/// How long a probe's answer is waited for beyond its connection's time.
const MARGIN: SignedDuration = SignedDuration::from_secs(10);
/// When a queue that is down is looked at again whose tasks wait for one another.
const AGAIN: SignedDuration = SignedDuration::from_secs(1);

/// A task that was started.
pub(super) struct Started {
    queue: TaskQueue,
    pub(super) under_way: UnderWay,
}

/// Starts tasks of a kind until it is told to stop.
pub(super) async fn work(engine: Engine, kind: TaskKind, mut stop: watch::Receiver<bool>) {
    let kinds = [kind];
    let wakeup = engine.store().task_wakeup(&kinds);
    let limits = Limits::outside(engine.settings());
    let places = Places::default();
    let mut under_way: JoinSet<Result<(), Interrupted>> = JoinSet::new();
    let mut last = None;
    while !*stop.borrow() {
        while under_way.try_join_next().is_some() {}
        let started = start(&engine, &kinds, &places, limits, &mut last).await;
        if started.is_empty() {
            rest(&wakeup, &mut stop, &mut under_way).await;
        }
        for (place, post) in started {
            under_way.spawn(async move {
                let ended = post.await;
                drop(place);
                ended
            });
        }
        if !under_way.is_empty() {
            tokio::time::sleep(GATHER).await;
        }
    }
    while under_way.join_next().await.is_some() {}
}

/// Starts in a task of its own: a step that panics must not end the worker.
async fn start(
    engine: &Engine,
    kinds: &[TaskKind],
    places: &Places,
    limits: Limits,
    last: &mut Option<TaskQueue>,
) -> Vec<(Place, UnderWay)> {
    let due = match engine.store().due_queues(kinds, engine.now()).await {
        Ok(due) => due,
        Err(error) => {
            tracing::error!(
                error = format!("{error:#}"),
                "what is due could not be read"
            );
            return Vec::new();
        }
    };
    let turns = places.turns(&due, limits, last.as_ref());
    if turns.is_empty() {
        return Vec::new();
    }
    *last = turns.last().map(|turn| turn.queue.clone());
    let starting = engine.clone();
    let started = tokio::spawn(async move { starting.start_posts(&due, turns).await }).await;
    match started {
        Ok(Ok(started)) => started
            .into_iter()
            .map(|started| (places.take(started.queue), started.under_way))
            .collect(),
        Ok(Err(error)) => {
            tracing::error!(error = format!("{error:#}"), "a batch failed");
            Vec::new()
        }
        Err(error) => {
            tracing::error!(%error, "a step panicked");
            Vec::new()
        }
    }
}

impl Engine {
    /// Claims these turns and starts what comes of them.
    pub(super) async fn start_posts(
        &self,
        due: &[DueQueue],
        turns: Vec<Turn>,
    ) -> anyhow::Result<Vec<Started>> {
        let (turns, probed) = self.take_probes(due, turns).await?;
        let tasks = self.claim(&turns).await?;
        self.return_probes(&probed, &tasks).await?;
        let _held = self.in_hand().hold(&tasks);
        let spent = |task: &Task| task.lease.attempt > self.settings().attempts_of(task.kind);
        let (spent, tasks): (Vec<Task>, Vec<Task>) = tasks.into_iter().partition(spent);
        if !spent.is_empty() {
            steps::give_up(self, spent).await?;
        }
        let mut started = Vec::with_capacity(tasks.len());
        for kind in OUTSIDE {
            let of_kind: Vec<Task> = tasks
                .iter()
                .filter(|task| task.kind == *kind)
                .cloned()
                .collect();
            if of_kind.is_empty() {
                continue;
            }
            let queues: Vec<TaskQueue> = of_kind.iter().map(Task::queue).collect();
            let posts = of_kind.into_iter().map(|task| Post {
                probe: probed.get(&task.queue()).cloned(),
                task,
            });
            let under_way = steps::post(self, *kind, posts.collect()).await?;
            let of_kind = queues.into_iter().zip(under_way);
            started.extend(of_kind.map(|(queue, under_way)| Started { queue, under_way }));
        }
        Ok(started)
    }

    /// The turns without those of queues that are down and are not to be tried now; and those that
    /// are tried.
    async fn take_probes(
        &self,
        due: &[DueQueue],
        turns: Vec<Turn>,
    ) -> anyhow::Result<(Vec<Turn>, HashMap<TaskQueue, CircuitRecord>)> {
        let now = self.now();
        let down = due.iter().filter_map(|due| due.circuit.as_ref());
        let mut down: HashMap<&TaskQueue, &CircuitRecord> =
            down.map(|circuit| (&circuit.queue, circuit)).collect();
        let (mut taken, mut probed) = (Vec::with_capacity(turns.len()), HashMap::new());
        for turn in turns {
            let Some(circuit) = down.remove(&turn.queue) else {
                taken.push(turn);
                continue;
            };
            let until = self.probe_until(&turn.queue, now).await?;
            let is_time = circuit.next_probe_at <= now;
            if is_time && self.store().take_probe(&turn.queue, now, until).await? {
                probed.insert(turn.queue.clone(), circuit.clone());
                taken.push(Turn { most: 1, ..turn });
            }
        }
        Ok((taken, probed))
    }

    /// By when what comes of a probe is known; a node that dies meanwhile says nothing of it.
    async fn probe_until(&self, queue: &TaskQueue, now: Timestamp) -> anyhow::Result<Timestamp> {
        let timeout = steps::timeout(self, queue).await?;
        let timeout = SignedDuration::try_from(timeout).unwrap_or(MARGIN);
        Ok(now + timeout + MARGIN)
    }

    /// Gives the right to try back where nothing could be claimed to try it with.
    async fn return_probes(
        &self,
        probed: &HashMap<TaskQueue, CircuitRecord>,
        claimed: &[Task],
    ) -> anyhow::Result<()> {
        for queue in probed.keys() {
            if !claimed.iter().any(|task| task.queue() == *queue) {
                let again = self.now() + AGAIN;
                self.store().put_off_probe(queue, again).await?;
            }
        }
        Ok(())
    }
}
