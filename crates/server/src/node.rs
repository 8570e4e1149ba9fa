//! One running server: store, engine, workers and API, put together.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use cas_api::ApiState;
use cas_engine::{Clock, Engine};
use cas_gateway::Registry;
use cas_store::{FolderLock, Store};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::config::{self, Config};

/// A running server, with its workers.
pub struct Node {
    address: SocketAddr,
    engine: Engine,
    stop: watch::Sender<bool>,
    workers: JoinHandle<()>,
    http: JoinHandle<()>,
    fills: JoinHandle<()>,
    stop_within: Duration,
    _lock: Option<FolderLock>,
}

impl Node {
    /// Starts a server: listens first, so that a taken port is told before anything is touched.
    pub async fn start(config: &Config) -> anyhow::Result<Self> {
        raise_file_limit(config.connections);
        let listener = config::listen(config.listen, "--listen").await?;
        let address = listener.local_addr()?;
        let mut lock = config.lock_store()?;
        let store = Store::open(&config.store()?).await?;
        if let Some(lock) = &mut lock {
            // Nobody else works on it, whatever leases an earlier server left.
            store.end_all_leases().await?;
            lock.note_database()
                .context("the lock of the data folder")?;
        }
        cas_api::ensure_signing_key(&store, Clock::System.now()).await?;
        let registry = Registry::new(cas_systems::all());
        let engine = Engine::new(store, registry, config.engine(address), Clock::System)?;
        let api = cas_api::router(ApiState::new(engine.clone(), config.api(address)));
        let router = cas_web::beside(api);
        let (stop, stopped) = watch::channel(false);
        let fills = tokio::spawn({
            let (store, stopped) = (engine.store().clone(), stopped.clone());
            async move { store.fill_in_background(stopped).await }
        });
        let workers = tokio::spawn({
            let (engine, stopped) = (engine.clone(), stopped.clone());
            async move { engine.run(stopped).await }
        });
        let http = cas_api::serve(listener, router, config.connection_limits(), stopped);
        let http = tokio::spawn(http);
        Ok(Self {
            address,
            engine,
            stop,
            workers,
            http,
            fills,
            stop_within: Duration::from_secs(config.stop_seconds),
            _lock: lock,
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

    /// Stops it: no new requests, and what is being done is finished, unless it takes too long. What
    /// is cut off then is done again after the next start, or was not acknowledged.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let ended = async {
            self.http.await.context("the HTTP server")?;
            self.workers.await.context("the workers")?;
            self.fills.await.context("the fills")?;
            self.engine.store().close().await;
            anyhow::Ok(())
        };
        match timeout(self.stop_within, ended).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(
                error = format!("{error:#}"),
                "the server did not stop cleanly"
            ),
            Err(_) => tracing::warn!(
                seconds = self.stop_within.as_secs(),
                "what is being done takes too long and is cut off"
            ),
        }
    }
}

/// Files that the process needs beside one for each connection.
const OTHER_FILES: u64 = 512;

/// Lets the process have as many files open as the system allows it: services are given 1,024.
fn raise_file_limit(connections: u32) {
    let wanted = u64::from(connections) + OTHER_FILES;
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(files) if files >= wanted => tracing::debug!(files, "the limit of open files"),
        Ok(files) => tracing::warn!(
            files,
            wanted,
            "fewer files may be open than connections are taken; raise LimitNOFILE"
        ),
        Err(error) => tracing::warn!(%error, "the limit of open files cannot be raised"),
    }
}

#[cfg(test)]
mod tests {
    /// What is not the API's is answered with the page of the screens.
    #[test]
    fn the_screens_leave_every_path_of_the_api_alone() {
        for path in cas_api::openapi().paths.paths.keys() {
            let first = path.split('/').nth(1).unwrap_or_default();
            assert!(cas_web::API_PATHS.contains(&first), "{path}");
        }
    }
}
