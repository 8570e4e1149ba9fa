//! How many streams may there be?

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cas_model::ids::TenantId;

use crate::codes;
use crate::problem::Problem;

/// How streams of events behave, and how many there may be on one node.
#[derive(Clone, Copy, Debug)]
pub struct StreamLimits {
    /// Streams of one tenant at once.
    pub of_tenant: usize,
    /// Streams of one caller at once.
    pub of_caller: usize,
    /// How often a quiet stream says that it is there; shorter than connections may be silent.
    pub heartbeat: Duration,
    /// How often a stream looks who is at a declaration.
    pub presence: Duration,
    /// Events that wait for whoever listens slowest to a tenant's log.
    pub buffer: usize,
}

impl Default for StreamLimits {
    fn default() -> Self {
        Self {
            of_tenant: 512,
            of_caller: 32,
            heartbeat: Duration::from_secs(15),
            presence: Duration::from_secs(2),
            buffer: 1_024,
        }
    }
}

/// Who a stream is counted for: a tenant as a whole, or a caller of it.
type Key = (TenantId, Option<String>);

/// The streams there are.
#[derive(Clone, Debug, Default)]
pub(crate) struct StreamPlaces(Arc<Mutex<HashMap<Key, usize>>>);

/// The place of one stream, until it is dropped.
#[derive(Debug)]
pub(crate) struct StreamPlace {
    places: StreamPlaces,
    keys: [Key; 2],
}

impl StreamPlaces {
    /// Counts a stream in.
    ///
    /// # Errors
    /// When the tenant or the caller has as many as one may have.
    pub(crate) fn enter(
        &self,
        tenant: TenantId,
        caller: &str,
        limits: StreamLimits,
    ) -> Result<StreamPlace, Problem> {
        let keys = [(tenant, None), (tenant, Some(caller.to_owned()))];
        let mut counts = self.counts();
        for (key, most) in keys.iter().zip([limits.of_tenant, limits.of_caller]) {
            if counts.get(key).copied().unwrap_or(0) >= most {
                let whose = key.1.as_deref().map_or("this tenant", |_| "this caller");
                let detail = format!("{whose} has {most} streams here already; close one");
                return Err(Problem::new(codes::TOO_MANY_STREAMS, detail));
            }
        }
        for key in &keys {
            *counts.entry(key.clone()).or_default() += 1;
        }
        drop(counts);
        let places = self.clone();
        Ok(StreamPlace { places, keys })
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<Key, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut counts = self.places.counts();
        for key in &self.keys {
            if let Some(count) = counts.get_mut(key) {
                *count -= 1;
                if *count == 0 {
                    counts.remove(key);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_place_is_free_again_when_its_stream_ends() {
        let limits = StreamLimits {
            of_tenant: 2,
            of_caller: 1,
            ..StreamLimits::default()
        };
        let (places, tenant) = (StreamPlaces::default(), TenantId(Uuid::from_u128(1)));
        let first = places.enter(tenant, "a", limits).expect("the first");
        assert!(places.enter(tenant, "a", limits).is_err());
        let second = places.enter(tenant, "b", limits).expect("another caller");
        assert!(places.enter(tenant, "c", limits).is_err());
        let other = TenantId(Uuid::from_u128(2));
        assert!(places.enter(other, "a", limits).is_ok());
        drop(first);
        assert!(places.enter(tenant, "c", limits).is_ok());
        drop(second);
        assert!(places.counts().is_empty());
    }
}
