//! One running server: store, engine, workers and API, put together.

use std::net::SocketAddr;

use anyhow::Context as _;
use cas_api::ApiState;
use cas_engine::{Clock, Engine};
use cas_gateway::Registry;
use cas_store::{Store, StoreConfig};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::config::{self, Config};

/// A running server, with its workers.
pub struct Node {
    address: SocketAddr,
    engine: Engine,
    stop: watch::Sender<bool>,
    workers: JoinHandle<()>,
    http: JoinHandle<()>,
}

impl Node {
    /// Starts a server: listens first, so that a taken port is told before anything is touched.
    pub async fn start(config: &Config) -> anyhow::Result<Self> {
        let listener = config::listen(config.listen, "--listen").await?;
        let address = listener.local_addr()?;
        let store = Store::open(&config.store()?).await?;
        if let StoreConfig::Embedded { .. } = config.store()? {
            store.end_all_leases().await?;
        }
        cas_api::ensure_signing_key(&store, Clock::System.now()).await?;
        let registry = Registry::new(cas_systems::all());
        let engine = Engine::new(store, registry, config.engine(address), Clock::System)?;
        let router = cas_api::router(ApiState::new(engine.clone(), config.api(address)));
        let (stop, stopped) = watch::channel(false);
        let workers = tokio::spawn({
            let (engine, stopped) = (engine.clone(), stopped.clone());
            async move { engine.run(stopped).await }
        });
        let http = tokio::spawn(cas_api::serve(listener, router, stopped));
        Ok(Self {
            address,
            engine,
            stop,
            workers,
            http,
        })
    }

    /// The address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The engine that its workers and its API share.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Stops it: no new requests, and what is being done is finished.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let ended = async {
            self.http.await.context("the HTTP server")?;
            self.workers.await.context("the workers")
        };
        if let Err(error) = ended.await {
            tracing::error!(
                error = format!("{error:#}"),
                "the server did not stop cleanly"
            );
        }
        self.engine.store().close().await;
    }
}
