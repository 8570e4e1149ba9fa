//! When is a transaction worth repeating?
//!
//! When another one disturbed it and it would succeed alone: PostgreSQL's serialization failure
//! and deadlock, SQLite's "busy". The whole transaction is repeated, never a statement of it.

use std::future::Future;
use std::time::Duration;

const ATTEMPTS: u32 = 10;

/// A failure that may be the database's.
pub(crate) trait Failed {
    /// What the database said.
    fn database(&self) -> Option<&sqlx::Error>;
}

impl Failed for sqlx::Error {
    fn database(&self) -> Option<&sqlx::Error> {
        Some(self)
    }
}

/// Does the work, and repeats it a few times where it was only disturbed.
pub(crate) async fn undisturbed<T, E, F>(work: impl Fn() -> F) -> Result<T, E>
where
    E: Failed,
    F: Future<Output = Result<T, E>>,
{
    let mut attempt = 1;
    loop {
        match work().await {
            Err(error) if attempt < ATTEMPTS && error.database().is_some_and(is_transient) => {
                tracing::debug!(attempt, "a transaction was disturbed and is repeated");
                pause(attempt).await;
                attempt += 1;
            }
            outcome => return outcome,
        }
    }
}

/// The pause after an attempt that was disturbed.
pub(crate) async fn pause(attempt: u32) {
    tokio::time::sleep(Duration::from_millis(5 << attempt.min(6))).await;
}

/// 40001 and 40P01 are PostgreSQL's; 5, 261 and 517 are SQLite's "busy" and its relatives.
pub(crate) fn is_transient(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|refusal| refusal.code());
    matches!(
        code.as_deref(),
        Some("40001" | "40P01" | "5" | "261" | "517")
    )
}
