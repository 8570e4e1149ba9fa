//! Time and ids, passed in so that tests own them.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use cas_process::unit_of_work::NewId;
use jiff::{SignedDuration, Timestamp};
use uuid::{ContextV7, Uuid};

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The clock of the machine, in UTC.
    System,
    /// A hand that moves only when told: microseconds since 1970.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at a time until it is moved.
    #[must_use]
    pub fn manual(start: Timestamp) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(start.as_microsecond())))
    }

    /// The time, to the microsecond.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let microseconds = match self {
            Self::System => Timestamp::now().as_microsecond(),
            Self::Manual(hand) => hand.load(Ordering::SeqCst),
        };
        Timestamp::from_microsecond(microseconds).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a manual clock forward; a machine's clock moves by itself.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Manual(hand) = self {
            let microseconds = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
            hand.fetch_add(microseconds, Ordering::SeqCst);
        }
    }
}

/// Where ids come from: UUID version 7, rising within a process.
#[derive(Clone, Debug)]
pub struct Ids {
    clock: Clock,
    context: Arc<std::sync::Mutex<ContextV7>>,
}

impl Ids {
    /// Ids that carry the time of a clock.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            context: Arc::new(std::sync::Mutex::new(ContextV7::new())),
        }
    }

    /// The next id: version 7, so that ids sort by the time they were made.
    #[must_use]
    pub fn next(&self) -> Uuid {
        let now = self.clock.now();
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or_default();
        let context = self
            .context
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        Uuid::new_v7(uuid::Timestamp::from_unix(&*context, seconds, nanoseconds))
    }
}

impl NewId for Ids {
    fn next(&self) -> Uuid {
        Self::next(self)
    }
}
