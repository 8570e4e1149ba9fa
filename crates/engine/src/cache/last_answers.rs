//! When did the other sides of this node's queues answer last?

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cas_store::TaskQueue;
use jiff::Timestamp;

/// When each queue's other side answered last, here: one task that fails beside others that get
/// their answers says nothing of the connection.
#[derive(Debug, Default)]
pub(crate) struct LastAnswers(Mutex<HashMap<TaskQueue, Timestamp>>);

impl LastAnswers {
    /// It was answered now.
    pub(crate) fn answered(&self, queue: TaskQueue, now: Timestamp) {
        self.locked().insert(queue, now);
    }

    /// Whether an answer came after this time.
    pub(crate) fn answered_since(&self, queue: &TaskQueue, began: Timestamp) -> bool {
        self.locked().get(queue).is_some_and(|last| *last > began)
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<TaskQueue, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
