//! How does one start an authority, look at it and stop it?

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

use crate::connection::BreakableListener;
use crate::ledger::Ledger;
use crate::script::Word;
use crate::settings::Settings;
use crate::shared::{HostedSystem, Shared};
use crate::systems::SYSTEMS;
use crate::{http, post};

/// A running authority. It stops when it is shut down or dropped.
#[derive(Debug)]
pub struct Authority {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
}

impl Authority {
    /// Starts an authority on a listener.
    pub async fn start(listener: TcpListener, settings: Settings) -> anyhow::Result<Authority> {
        let address = listener
            .local_addr()
            .context("the authority's listener has no address; bind it first")?;
        let (stop, stopped) = watch::channel(false);
        let hosted = SYSTEMS
            .iter()
            .map(|system| HostedSystem::new(*system, &settings));
        let shared = Arc::new(Shared {
            client: post::client(settings.callback_concurrency)?,
            permits: Semaphore::new(settings.callback_concurrency.max(1)),
            stopped,
            working: watch::Sender::new(0),
            hosted: hosted.collect(),
            settings,
        });
        let app = http::app(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            // The server ends only with its task; accept errors are retried inside.
            if let Err(error) = axum::serve(BreakableListener(listener), app).await {
                tracing::error!(%error, "the authority's server ended");
            }
        });
        tracing::info!(%address, "the authority listens");
        Ok(Authority {
            address,
            shared,
            stop,
            server,
        })
    }

    /// The address on which it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it has seen so far, in all systems.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        let mut ledger = Ledger::default();
        for hosted in &self.shared.hosted {
            ledger.add(hosted.office().ledger());
        }
        ledger
    }

    /// Says more about a declaration, unasked: words as in a script, such as `CC045C`. The first
    /// system that knows the LRN speaks.
    pub fn notify(&self, lrn: &str, words: &[&str]) -> anyhow::Result<()> {
        let knows = |hosted: &&HostedSystem| hosted.office().declaration(lrn).is_some();
        let hosted = self.shared.hosted.iter().find(knows);
        let hosted = hosted.with_context(|| format!("no declaration has the LRN {lrn}"))?;
        self.notify_as(hosted.system.code(), lrn, words)
    }

    /// Says more about a declaration as the authority of one system, such as `uk_cds`.
    pub fn notify_as(&self, system: &str, lrn: &str, words: &[&str]) -> anyhow::Result<()> {
        let words: Result<Vec<Word>, String> = words
            .iter()
            .map(|word| Word::try_from((*word).to_owned()))
            .collect();
        let words = words.map_err(anyhow::Error::msg)?;
        let mut all = self.shared.hosted.iter();
        let place = all.position(|hosted| hosted.system.code() == system);
        let place = place.with_context(|| format!("no authority is called {system}"))?;
        post::notify(&self.shared, place, lrn, &words).map_err(anyhow::Error::msg)
    }

    /// Waits until everything that was to be said has been said, or refused for good.
    pub async fn settled(&self) {
        let mut working = self.shared.working.subscribe();
        // The sender lives in `self`, so that waiting cannot fail.
        let waited = working.wait_for(|working| *working == 0).await;
        debug_assert!(waited.is_ok());
    }

    /// Stops: no more messages are taken, no more answers posted.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        self.server.abort();
        // An aborted task ends with an error by design.
        let ended = (&mut self.server).await;
        debug_assert!(ended.is_ok() || ended.is_err_and(|error| error.is_cancelled()));
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        self.server.abort();
    }
}
