//! How does a worker wait that has nothing to start?

use std::time::Duration;

use cas_store::Wakeup;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The longest a worker sleeps without looking.
const POLL: Duration = Duration::from_secs(1);
/// How long a worker that found little waits, so that the next batch is larger.
pub(super) const GATHER: Duration = Duration::from_millis(3);

/// Sleeps until there may be something to do; what ended meanwhile, where that is why.
pub(super) async fn rest<T: 'static>(
    wakeup: &Wakeup,
    stop: &mut watch::Receiver<bool>,
    under_way: &mut JoinSet<T>,
) -> Option<T> {
    let jitter = POLL.mul_f64(rand::random_range(0.5..1.0));
    let is_idle = under_way.is_empty();
    tokio::select! {
        () = wakeup.notified() => {}
        () = tokio::time::sleep(jitter) => {}
        _ = stop.changed() => {}
        Some(ended) = under_way.join_next(), if !is_idle => return ended.ok(),
    }
    if !is_idle {
        // Under load it is woken all the time.
        tokio::time::sleep(GATHER).await;
    }
    None
}
