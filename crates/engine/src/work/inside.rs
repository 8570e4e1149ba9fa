//! Starting what decides: a batch of each tenant at a time, as many tenants as there are places.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;

use cas_model::ids::TenantId;
use cas_store::{Task, TaskKind};
use futures::FutureExt as _;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::batch::{StuckThreads, run_watched};
use super::places::tenants_turns;
use super::rest::{GATHER, rest};
use crate::Engine;

/// What one worker has under way.
#[derive(Default)]
struct UnderWay {
    batches: JoinSet<TenantId>,
    tenants: BTreeSet<TenantId>,
    stuck: StuckThreads,
    last: Option<TenantId>,
}

/// Starts batches until it is told to stop.
pub(super) async fn work(
    engine: Engine,
    kinds: &'static [TaskKind],
    mut stop: watch::Receiver<bool>,
) {
    let wakeup = engine.store().task_wakeup(kinds);
    let mut under_way = UnderWay::default();
    while !*stop.borrow() {
        under_way.reap();
        if start(&engine, kinds, &mut under_way).await > 0 {
            continue;
        }
        let ended = rest(&wakeup, &mut stop, &mut under_way.batches).await;
        under_way.end(ended);
    }
    while under_way.batches.join_next().await.is_some() {}
}

impl UnderWay {
    fn reap(&mut self) {
        while let Some(ended) = self.batches.try_join_next() {
            self.end(ended.ok());
        }
    }

    fn end(&mut self, ended: Option<TenantId>) {
        if let Some(tenant) = ended {
            self.tenants.remove(&tenant);
        }
    }
}

/// Starts a batch of each tenant that has work and a place; how many.
async fn start(engine: &Engine, kinds: &[TaskKind], under_way: &mut UnderWay) -> usize {
    let claimed = match claim(engine, kinds, under_way).await {
        Ok(claimed) => claimed,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "tasks could not be claimed");
            return 0;
        }
    };
    let count = claimed.len();
    for (tenant, tasks) in claimed {
        under_way.tenants.insert(tenant);
        under_way.last = Some(tenant);
        let few = tasks.len() < engine.settings().batch as usize / 4;
        let batch = run_watched(engine.clone(), tenant, tasks, under_way.stuck.clone());
        under_way.batches.spawn(async move {
            // Whatever becomes of it, the tenant has its place again.
            if AssertUnwindSafe(batch).catch_unwind().await.is_err() {
                tracing::error!(%tenant, "a batch panicked");
            }
            if few {
                // So that the next batch is larger.
                tokio::time::sleep(GATHER).await;
            }
            tenant
        });
    }
    count
}

async fn claim(
    engine: &Engine,
    kinds: &[TaskKind],
    under_way: &UnderWay,
) -> anyhow::Result<BTreeMap<TenantId, Vec<Task>>> {
    let settings = engine.settings();
    let free = settings.concurrent_steps.max(1);
    let free = free.saturating_sub(under_way.batches.len());
    let mut by_tenant: BTreeMap<TenantId, Vec<Task>> = BTreeMap::new();
    if free == 0 {
        return Ok(by_tenant);
    }
    let due = engine.store().due_queues(kinds, engine.now()).await?;
    let mut excluded = under_way.stuck.too_many();
    excluded.extend(&under_way.tenants);
    let turns = tenants_turns(&due, free, settings.batch, &excluded, under_way.last);
    for task in engine.claim(&turns).await? {
        by_tenant.entry(task.tenant_id).or_default().push(task);
    }
    Ok(by_tenant)
}
