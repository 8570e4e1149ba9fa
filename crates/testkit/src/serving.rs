//! How a test's server answers on its port.

use cas_api::{ApiSettings, ApiState, ConnectionLimits};
use cas_engine::Engine;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Serves an engine's API, until it is told to stop.
pub(crate) fn serve(
    listener: TcpListener,
    engine: &Engine,
) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (stop, stopped) = watch::channel(false);
    // The clock stands still while a test asks: nothing would be granted anew.
    let settings = ApiSettings {
        request_burst: 1_000_000,
        ..ApiSettings::default()
    };
    let router = cas_api::router(ApiState::new(engine.clone(), settings));
    (
        stop,
        tokio::spawn(cas_api::serve(
            listener,
            router,
            ConnectionLimits::default(),
            stopped,
        )),
    )
}
