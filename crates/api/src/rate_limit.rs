//! How many requests may a client send?
//!
//! A token bucket per client, in memory: each node limits what it sees. The bucket refills with
//! time; an empty one says after how many seconds to come back.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// Clients remembered at once; beyond it, those that are full again are forgotten.
const MAX_CLIENTS: usize = 10_000;

/// How fast a bucket refills, and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Requests per second for long.
    pub per_second: u32,
    /// How many requests may come at once.
    pub burst: u32,
}

/// The buckets of all clients.
pub struct RateLimits {
    rate: Rate,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    tokens: f64,
    at: Timestamp,
}

impl RateLimits {
    /// No client seen yet.
    #[must_use]
    pub fn new(rate: Rate) -> Self {
        Self {
            rate,
            buckets: Mutex::default(),
        }
    }

    /// Takes one request from a client's bucket.
    ///
    /// # Errors
    /// After how many seconds to come back.
    pub fn take(&self, client: &str, now: Timestamp) -> Result<(), u64> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let rate = self.rate;
        if let Some(bucket) = buckets.get_mut(client) {
            return bucket.take(rate, now);
        }
        if buckets.len() >= MAX_CLIENTS {
            buckets.retain(|_, bucket| bucket.refilled(rate, now) < f64::from(rate.burst));
        }
        let mut bucket = Bucket {
            tokens: f64::from(rate.burst),
            at: now,
        };
        let taken = bucket.take(rate, now);
        buckets.insert(client.to_owned(), bucket);
        taken
    }
}

impl Bucket {
    fn refilled(&self, rate: Rate, now: Timestamp) -> f64 {
        let seconds = now.duration_since(self.at).as_secs_f64().max(0.0);
        (self.tokens + seconds * f64::from(rate.per_second)).min(f64::from(rate.burst))
    }

    fn take(&mut self, rate: Rate, now: Timestamp) -> Result<(), u64> {
        let tokens = self.refilled(rate, now);
        let enough = tokens >= 1.0;
        *self = Self {
            tokens: if enough { tokens - 1.0 } else { tokens },
            at: now,
        };
        if enough {
            return Ok(());
        }
        // Whole seconds: that is what Retry-After can say.
        let missing = (1.0 - tokens) / f64::from(rate.per_second.max(1));
        Err(std::time::Duration::from_secs_f64(missing).as_secs() + 1)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{Rate, RateLimits};

    #[test]
    fn a_bucket_empties_and_refills() {
        let limits = RateLimits::new(Rate {
            per_second: 1,
            burst: 3,
        });
        let start = Timestamp::UNIX_EPOCH;
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
        ] {
            let now = start + SignedDuration::from_secs(seconds);
            assert_eq!(
                limits.take(client, now),
                expected,
                "{client} at {seconds} s"
            );
        }
    }
}
