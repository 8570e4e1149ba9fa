//! How does the server listen? Until it is told to stop; then open requests are finished.
//!
//! Connections are limited, in all and from one address, and none may be silent for long: the head
//! of the first request has its own limit, and whoever then neither sends nor takes anything is
//! closed. So half-sent requests hold no place for long.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::ServiceExt as _;

use crate::traffic::{Counted, Traffic};

/// How many connections are taken, and how long they may be silent.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// Connections at once; more wait until one is closed.
    pub connections: u32,
    /// Connections at once from one address (of IPv6, from one network of 64 bits); more are closed.
    pub connections_per_address: u32,
    /// How long the head of the first request may take.
    pub first_head: Duration,
    /// How long nothing may be sent either way, and how long the head of a later request may take.
    /// Longer than a request may take, or its answer is not waited for.
    pub silence: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            connections: 4_096,
            connections_per_address: 1_024,
            first_head: Duration::from_secs(15),
            silence: Duration::from_secs(75),
        }
    }
}

/// Who is at the other end of a request's connection: an address, of IPv6 a network of 64 bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Whether the server that serves a request stops, for answers that last.
#[derive(Clone, Debug)]
pub(crate) struct Stopping(watch::Receiver<bool>);

impl Stopping {
    /// Waits until the server stops.
    pub(crate) async fn stopped(&mut self) {
        // An error means that whoever could say stop is gone, which is the same.
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}

/// How long to wait when no connection can be taken: the process has no file left for it.
const BREATH: Duration = Duration::from_secs(1);

/// Serves a router on a listener until `stop` turns true and the last connection is closed.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ConnectionLimits,
    stop: watch::Receiver<bool>,
) {
    let most = limits.connections.max(1);
    let places = Arc::new(Semaphore::new(most as usize));
    let addresses = Addresses::default();
    let mut stopped = stop.clone();
    loop {
        let taken = tokio::select! {
            // An error means that whoever could say stop is gone, which is the same.
            _ = stopped.wait_for(|stop| *stop) => break,
            taken = next_connection(&listener, &places) => taken,
        };
        let Some((stream, address, place)) = taken else {
            break;
        };
        let Some(share) = addresses.enter(address, limits.connections_per_address) else {
            continue;
        };
        let (router, stop) = (router.clone(), stop.clone());
        tokio::spawn(async move {
            serve_connection(stream, router, limits, stop).await;
            drop((share, place));
        });
    }
    drop(listener);
    // All places are free when the last connection is closed.
    let _ = places.acquire_many(most).await;
}

/// The next connection and its place; `None` never, but for a semaphore that is closed.
async fn next_connection(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, IpAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    loop {
        match listener.accept().await {
            Ok((stream, address)) => return Some((stream, address.ip(), place)),
            Err(error) => match error.kind() {
                ErrorKind::ConnectionRefused
                | ErrorKind::ConnectionAborted
                | ErrorKind::ConnectionReset => {}
                _ => {
                    tracing::error!(%error, "no connection can be taken");
                    tokio::time::sleep(BREATH).await;
                }
            },
        }
    }
}

async fn serve_connection(
    stream: TcpStream,
    router: Router,
    limits: ConnectionLimits,
    mut stop: watch::Receiver<bool>,
) {
    let traffic = Arc::new(Traffic::default());
    let address = stream.peer_addr().ok();
    let peer = address.map(|address| Peer(network_of(address.ip())));
    let io = TokioIo::new(Counted::new(stream, Arc::clone(&traffic)));
    let arrived = Arc::clone(&traffic);
    let stopping = Stopping(stop.clone());
    let service = router.map_request(move |mut request: Request<hyper::body::Incoming>| {
        arrived.request();
        request.extensions_mut().insert(stopping.clone());
        if let Some(peer) = peer {
            request.extensions_mut().insert(peer);
        }
        request.map(axum::body::Body::new)
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.silence);
    builder.http2().timer(TokioTimer::new());
    let connection = builder.serve_connection(io, TowerToHyperService::new(service));
    let mut connection = std::pin::pin!(connection);
    let mut silence = std::pin::pin!(traffic.falls_silent(limits.first_head, limits.silence));
    let mut is_stopping = false;
    loop {
        tokio::select! {
            outcome = connection.as_mut() => {
                if let Err(error) = outcome {
                    tracing::debug!(%error, "a connection ended");
                }
                return;
            }
            () = &mut silence => {
                tracing::debug!("a silent connection is closed");
                return;
            }
            _ = stop.wait_for(|stop| *stop), if !is_stopping => {
                is_stopping = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// How many connections each address has.
#[derive(Clone, Debug, Default)]
struct Addresses(Arc<AddressCounts>);

#[derive(Debug, Default)]
struct AddressCounts {
    counts: Mutex<HashMap<IpAddr, u32>>,
    /// Whether it was said that an address has too many, since none had.
    is_told: AtomicBool,
}

/// The place of one connection among those of its address, until it is dropped.
#[derive(Debug)]
struct Share {
    addresses: Addresses,
    address: IpAddr,
}

impl Addresses {
    /// Counts a connection in; `None` where its address has enough.
    fn enter(&self, address: IpAddr, most: u32) -> Option<Share> {
        let address = network_of(address);
        let mut counts = self.counts();
        let count = counts.entry(address).or_default();
        if *count >= most {
            drop(counts);
            self.warn_once(address, most);
            return None;
        }
        *count += 1;
        Some(Share {
            addresses: self.clone(),
            address,
        })
    }

    /// Says once that connections are refused, not for each: there may be thousands a second.
    fn warn_once(&self, address: IpAddr, most: u32) {
        if !self.0.is_told.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                %address, most,
                "an address has as many connections as one may have; more are closed"
            );
        }
    }

    fn counts(&self) -> std::sync::MutexGuard<'_, HashMap<IpAddr, u32>> {
        self.0.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut counts = self.addresses.counts();
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
                self.addresses.0.is_told.store(false, Ordering::Relaxed);
            }
        }
    }
}

/// Of IPv6 the network: one subscriber has 2^64 addresses.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(network.into())
        }
        address @ IpAddr::V4(_) => address,
    }
}
