//! Can anything be stored, as far as is known?
//!
//! A proof is a write of the store, which costs it something: whoever asks within a second is told
//! what was found, and only one proof is on its way, however long the database takes. Each caller
//! waits for two seconds at most: whoever probes a server gives up soon after.

use std::sync::Arc;
use std::time::Duration;

use cas_store::Store;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;
use tokio::time::timeout;

/// How long a caller waits.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long one proof is waited for before another is tried, on another connection.
const ABANDONED: Duration = Duration::from_secs(10);
/// How long a proof holds.
const FRESH: SignedDuration = SignedDuration::from_secs(1);

/// What the last proof found.
#[derive(Debug, Default)]
pub(crate) struct Writable(Arc<Mutex<Option<Proof>>>);

#[derive(Clone, Debug)]
struct Proof {
    at: Timestamp,
    outcome: Result<(), String>,
}

impl Writable {
    /// Whether something could be written at most a second ago.
    ///
    /// # Errors
    /// Why not, in a line for whoever operates the server.
    pub(crate) async fn prove(&self, store: &Store, now: Timestamp) -> Result<(), String> {
        let proved = timeout(PATIENCE, self.last_proof(store, now)).await;
        proved.unwrap_or_else(|_| {
            let seconds = PATIENCE.as_secs();
            Err(format!(
                "the database did not take a write within {seconds} s"
            ))
        })
    }

    async fn last_proof(&self, store: &Store, now: Timestamp) -> Result<(), String> {
        let mut last = Arc::clone(&self.0).lock_owned().await;
        if let Some(proof) = &*last
            && now.duration_since(proof.at).abs() < FRESH
        {
            return proof.outcome.clone();
        }
        let store = store.clone();
        // In a task of its own: who stops waiting does not begin another.
        let proof = tokio::spawn(async move {
            let outcome = prove_once(&store).await;
            *last = Some(Proof {
                at: now,
                outcome: outcome.clone(),
            });
            outcome
        });
        proof.await.unwrap_or_else(|error| Err(error.to_string()))
    }
}

async fn prove_once(store: &Store) -> Result<(), String> {
    match timeout(ABANDONED, store.prove_write()).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(reason)) => {
            let text = reason.to_string();
            let error = format!("{:#}", anyhow::Error::from(reason));
            tracing::warn!(error, "nothing can be written");
            Err(text)
        }
        Err(_) => {
            let seconds = ABANDONED.as_secs();
            tracing::warn!(seconds, "the database does not answer");
            Err(format!("the database did not answer for {seconds} s"))
        }
    }
}
