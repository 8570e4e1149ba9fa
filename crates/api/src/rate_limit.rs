//! How many requests may a client send?
//!
//! So many a second, and so many at once (GCRA, of the `governor` crate), in memory: each node
//! limits what it sees. Who sends more is told after how many seconds to come back.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cas_engine::Clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use jiff::Timestamp;

/// Keys remembered at once; beyond it, those that may send all again are forgotten.
const MAX_KEYS: usize = 10_000;

/// How often something may be done.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// For long, once in this time.
    pub every: Duration,
    /// How often at once.
    pub burst: u32,
}

impl Rate {
    /// So many a second for long, and so many at once.
    pub const fn per_second(count: u32, burst: u32) -> Self {
        let count = if count == 0 { 1 } else { count };
        Self {
            every: Duration::from_nanos(1_000_000_000 / count as u64),
            burst,
        }
    }

    fn quota(self) -> Quota {
        let burst = NonZeroU32::new(self.burst).unwrap_or(NonZeroU32::MIN);
        // Only no time at all is none.
        Quota::with_period(self.every)
            .unwrap_or(Quota::per_second(NonZeroU32::MAX))
            .allow_burst(burst)
    }
}

/// Time that goes on by our clock and never back, so that a clock that is set back locks nobody
/// out.
#[derive(Clone)]
struct Elapsed {
    clock: Clock,
    seen: Arc<Mutex<Seen>>,
}

struct Seen {
    last: Timestamp,
    elapsed: Nanos,
}

impl governor::clock::Clock for Elapsed {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let now = self.clock.now();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = now.duration_since(seen.last).as_nanos();
        seen.last = now;
        seen.elapsed = seen.elapsed + Nanos::from(u64::try_from(passed).unwrap_or(0));
        seen.elapsed
    }
}

/// What every key has left.
pub struct RateLimits {
    limiter: RateLimiter<String, HashMapStateStore<String>, Elapsed, NoOpMiddleware<Nanos>>,
    elapsed: Elapsed,
    tidy_at: AtomicUsize,
}

impl RateLimits {
    /// Limits of which nobody has used anything yet.
    #[must_use]
    pub fn new(rate: Rate, clock: Clock) -> Self {
        let seen = Seen {
            last: clock.now(),
            elapsed: Nanos::from(0),
        };
        let elapsed = Elapsed {
            clock,
            seen: Arc::new(Mutex::new(seen)),
        };
        let store = HashMapStateStore::default();
        Self {
            limiter: RateLimiter::new(rate.quota(), store, elapsed.clone()),
            elapsed,
            tidy_at: AtomicUsize::new(MAX_KEYS),
        }
    }

    /// Takes one from what a key has left.
    ///
    /// # Errors
    /// After how many seconds to come back.
    pub fn take(&self, key: &str) -> Result<(), u64> {
        self.tidy();
        self.limiter.check_key(&key.to_owned()).map_err(|until| {
            let now = governor::clock::Clock::now(&self.elapsed);
            // Whole seconds: that is what Retry-After can say.
            until.wait_time_from(now).as_secs() + 1
        })
    }

    /// Forgets who may send all again, when there are twice as many as after the last time.
    fn tidy(&self) {
        if self.limiter.len() < self.tidy_at.load(Ordering::Relaxed) {
            return;
        }
        self.limiter.retain_recent();
        let next = MAX_KEYS.max(2 * self.limiter.len());
        self.tidy_at.store(next, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use cas_engine::Clock;
    use jiff::{SignedDuration, Timestamp};

    use super::{Rate, RateLimits};

    #[test]
    fn what_is_left_is_used_up_and_comes_back_with_time() {
        let start = Timestamp::UNIX_EPOCH;
        let clock = Clock::manual(start);
        let rate = Rate::per_second(1, 3);
        let limits = RateLimits::new(rate, clock.clone());
        for (seconds, client, expected) in [
            (0, "a", Ok(())),
            (0, "a", Ok(())),
            (0, "a", Ok(())),
            (0, "a", Err(2)),
            (0, "b", Ok(())),
            (1, "a", Ok(())),
            (1, "a", Err(2)),
            (100, "a", Ok(())),
            (100, "a", Ok(())),
            (100, "a", Ok(())),
            (100, "a", Err(2)),
            (99, "a", Err(2)),
            (100, "a", Ok(())),
            (100, "a", Err(2)),
        ] {
            let at = start + SignedDuration::from_secs(seconds);
            clock.advance(at.duration_since(clock.now()));
            assert_eq!(limits.take(client), expected, "{client} at {seconds} s");
        }
    }
}
