//! Which step is a thread at, and is it at it for too long?
//!
//! A step that decides never says that it is still there: it may be deep in a calculation. So it
//! says when it begins, and whoever watches sees that nothing else has begun since.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use uuid::Uuid;

tokio::task_local! {
    static PROGRESS: Progress;
}

/// How often is looked, within the time that a step may take.
const LOOKS: u32 = 10;

/// What a batch is at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress(Arc<Mutex<At>>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct At {
    /// How many steps have begun.
    step: u64,
    /// The subject of the task that is decided; none while the batch loads or commits.
    subject: Option<Uuid>,
}

/// The batch begins to decide the task of this subject. Outside of a batch that is watched it says
/// nothing.
pub(crate) fn begins(subject: Uuid) {
    say(Some(subject));
}

/// The batch waits for the store.
pub(crate) fn rests() {
    say(None);
}

fn say(subject: Option<Uuid>) {
    // Nobody watches a rehearsal, or a test that does the steps itself.
    let _ = PROGRESS.try_with(|progress| {
        let mut at = progress.at();
        at.step += 1;
        at.subject = subject;
    });
}

impl Progress {
    /// Does something that says here what it is at.
    pub(crate) async fn watch<F: Future>(self, work: F) -> F::Output {
        PROGRESS.scope(self, work).await
    }

    /// Waits until one step has taken as long as the limit; its subject.
    pub(crate) async fn stuck(&self, limit: Duration) -> Uuid {
        let (mut seen, mut looks) = (*self.at(), 0);
        loop {
            tokio::time::sleep(limit / LOOKS).await;
            let at = *self.at();
            looks = if at == seen { looks + 1 } else { 0 };
            seen = at;
            if let (Some(subject), LOOKS..) = (at.subject, looks) {
                return subject;
            }
        }
    }

    fn at(&self) -> MutexGuard<'_, At> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
