//! Who has a place on this node, and who gets the next?
//!
//! What waits for another side takes a place for each task; no endpoint has more than its share,
//! and no tenant more than half. What decides takes a place for each tenant: one batch of a tenant
//! at a time. Places are given round the queues, beginning after the one that had a turn last.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cas_model::ids::TenantId;
use cas_store::{DueQueue, TaskQueue, Turn};

use crate::settings::EngineSettings;

/// How many places there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Of all queues together.
    all: usize,
    /// Of all queues of a tenant.
    tenant: usize,
    /// Of one queue, however long it is.
    queue: usize,
}

impl Limits {
    /// Those of tasks that wait for another side.
    pub(super) fn outside(settings: &EngineSettings) -> Self {
        let all = settings.concurrent_posts.max(2);
        Self {
            all,
            tenant: all / 2,
            queue: settings.posts_per_endpoint.max(1),
        }
    }
}

/// The places of one worker that are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(Arc<Mutex<BTreeMap<TaskQueue, usize>>>);

/// A place that is taken, until this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Places,
    queue: TaskQueue,
}

impl Places {
    /// Takes a place for a task of this queue.
    pub(super) fn take(&self, queue: TaskQueue) -> Place {
        *self.taken().entry(queue.clone()).or_default() += 1;
        Place {
            places: self.clone(),
            queue,
        }
    }

    /// What each queue gets of the places that are free.
    pub(super) fn turns(
        &self,
        due: &[DueQueue],
        limits: Limits,
        last: Option<&TaskQueue>,
    ) -> Vec<Turn> {
        let mut taken = self.taken().clone();
        let mut free = limits.all.saturating_sub(taken.values().sum());
        let mut given: Vec<(&TaskQueue, u32)> =
            round(due, last).map(|due| (&due.queue, 0)).collect();
        let down: BTreeSet<&TaskQueue> = due
            .iter()
            .filter(|due| due.circuit.is_some())
            .map(|due| &due.queue)
            .collect();
        let mut is_given = true;
        while is_given && free > 0 {
            is_given = false;
            for (queue, most) in &mut given {
                let is_probed = down.contains(queue) && *most > 0;
                if free > 0 && !is_probed && has_room(&taken, queue, limits) {
                    *taken.entry((*queue).clone()).or_default() += 1;
                    *most += 1;
                    free -= 1;
                    is_given = true;
                }
            }
        }
        let given = given.into_iter().filter(|(_, most)| *most > 0);
        given
            .map(|(queue, most)| Turn {
                queue: queue.clone(),
                most,
            })
            .collect()
    }

    fn taken(&self) -> MutexGuard<'_, BTreeMap<TaskQueue, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(count) = taken.get_mut(&self.queue) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.queue);
            }
        }
    }
}

fn has_room(taken: &BTreeMap<TaskQueue, usize>, queue: &TaskQueue, limits: Limits) -> bool {
    let of_queue = taken.get(queue).copied().unwrap_or(0);
    let of_tenant: usize = taken
        .iter()
        .filter(|(taken, _)| taken.tenant_id == queue.tenant_id)
        .map(|(_, count)| count)
        .sum();
    of_queue < limits.queue && of_tenant < limits.tenant
}

/// All of them, beginning after the last.
fn round<'d>(
    due: &'d [DueQueue],
    last: Option<&TaskQueue>,
) -> impl Iterator<Item = &'d DueQueue> + use<'d> {
    let begin = match last {
        Some(last) => due
            .iter()
            .position(|due| due.queue > *last)
            .unwrap_or_default(),
        None => 0,
    };
    due[begin..].iter().chain(&due[..begin])
}

/// The queues of tenants that may decide now: at most so many tenants, none of which is excluded,
/// beginning after the last.
pub(super) fn tenants_turns(
    due: &[DueQueue],
    free: usize,
    batch: u32,
    excluded: &BTreeSet<TenantId>,
    last: Option<TenantId>,
) -> Vec<Turn> {
    let waiting: BTreeSet<TenantId> = due.iter().map(|due| due.queue.tenant_id).collect();
    let waiting: BTreeSet<TenantId> = waiting.difference(excluded).copied().collect();
    let after = waiting.iter().filter(|tenant| Some(**tenant) > last);
    let before = waiting.iter().filter(|tenant| Some(**tenant) <= last);
    let chosen: BTreeSet<TenantId> = after.chain(before).take(free).copied().collect();
    let theirs = due
        .iter()
        .filter(|due| chosen.contains(&due.queue.tenant_id));
    theirs
        .map(|due| Turn {
            queue: due.queue.clone(),
            most: batch,
        })
        .collect()
}
