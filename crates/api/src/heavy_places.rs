//! How much heavy work is done at once?
//!
//! A dry run, a tool of decision tables or a sheet takes a processor for as long as it takes, and
//! memory. So each needs a place: there are some in all, and fewer for each tenant. Who finds none
//! waits in the tenant's line; who finds the line full is refused.

use std::collections::HashMap;
use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError};

use cas_model::ids::TenantId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::codes;
use crate::problem::Problem;

/// When to come back, in seconds, where the line is full.
const COME_BACK: u64 = 2;

/// How many heavy requests there may be.
#[derive(Clone, Copy, Debug)]
pub struct HeavyLimits {
    /// At work at once, of all tenants.
    pub at_once: usize,
    /// At work at once, of one tenant.
    pub of_tenant: usize,
    /// At work or waiting, of one tenant.
    pub in_line: usize,
}

impl Default for HeavyLimits {
    /// One for each processor; a tenant leaves one of them to the others.
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        let at_once = processors.max(2);
        Self {
            at_once,
            of_tenant: at_once - 1,
            in_line: 16,
        }
    }
}

/// The places, and the lines of the tenants that have requests.
pub(crate) struct HeavyWork {
    limits: HeavyLimits,
    places: Arc<Semaphore>,
    lines: Mutex<HashMap<TenantId, Line>>,
}

struct Line {
    places: Arc<Semaphore>,
    requests: usize,
}

/// A request that stands in its tenant's line until it is dropped.
struct InLine {
    work: Arc<HeavyWork>,
    tenant: TenantId,
}

/// Leave to work until it is dropped.
pub(crate) struct Place {
    _of_all: OwnedSemaphorePermit,
    _of_tenant: OwnedSemaphorePermit,
    _in_line: InLine,
}

impl HeavyWork {
    /// The places of a node, all free.
    pub(crate) fn new(limits: HeavyLimits) -> Self {
        Self {
            limits,
            places: Arc::new(Semaphore::new(limits.at_once)),
            lines: Mutex::default(),
        }
    }

    /// Waits for a place.
    ///
    /// # Errors
    /// When the tenant's line is full.
    pub(crate) async fn place(self: &Arc<Self>, tenant: TenantId) -> Result<Place, Problem> {
        let places = self.enter(tenant)?;
        // Out of the line again, whatever becomes of the request.
        let in_line = InLine {
            work: Arc::clone(self),
            tenant,
        };
        // Its own first: so no tenant has more waiting for those of all than it may have at work.
        let of_tenant = places.acquire_owned().await;
        let of_tenant = of_tenant.map_err(anyhow::Error::from)?;
        let of_all = Arc::clone(&self.places).acquire_owned().await;
        Ok(Place {
            _of_all: of_all.map_err(anyhow::Error::from)?,
            _of_tenant: of_tenant,
            _in_line: in_line,
        })
    }

    fn enter(&self, tenant: TenantId) -> Result<Arc<Semaphore>, Problem> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let line = lines.entry(tenant).or_insert_with(|| Line {
            places: Arc::new(Semaphore::new(self.limits.of_tenant)),
            requests: 0,
        });
        if line.requests >= self.limits.in_line {
            let detail = format!(
                "{} dry runs, tools of tables or sheets are at work or wait; \
                come back after {COME_BACK} s, or send them one after the other",
                line.requests
            );
            return Err(Problem::new(codes::TOO_MANY_REQUESTS, detail).retry_after(COME_BACK));
        }
        line.requests += 1;
        Ok(Arc::clone(&line.places))
    }
}

impl Drop for InLine {
    fn drop(&mut self) {
        let lines = &self.work.lines;
        let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get_mut(&self.tenant) {
            line.requests -= 1;
            if line.requests == 0 {
                lines.remove(&self.tenant);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    #[test]
    fn a_tenant_leaves_places_to_others_and_lines_end() {
        let [ours, theirs] = [1, 2].map(|id| TenantId(uuid::Uuid::from_u128(id)));
        let work = Arc::new(HeavyWork::new(HeavyLimits {
            at_once: 2,
            of_tenant: 1,
            in_line: 2,
        }));
        let first = work.place(ours).now_or_never().unwrap().unwrap();
        let mut second = Box::pin(work.place(ours));
        assert!(second.as_mut().now_or_never().is_none(), "waits");
        let third = work.place(ours).now_or_never().unwrap();
        assert!(third.is_err(), "the line is full");
        let other = work.place(theirs).now_or_never().unwrap().unwrap();
        drop(first);
        let second = second.now_or_never().unwrap().unwrap();
        drop((second, other));
        // Who goes away while waiting stands in no line.
        let first = work.place(ours).now_or_never().unwrap().unwrap();
        let waiting = Box::pin(work.place(ours));
        drop(waiting);
        let mut waiting = Box::pin(work.place(ours));
        assert!(waiting.as_mut().now_or_never().is_none());
        drop((waiting, first));
        assert!(work.lines.lock().unwrap().is_empty());
        assert_eq!(work.places.available_permits(), 2);
    }
}
