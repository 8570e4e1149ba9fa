//! How does the server listen? Until it is told to stop; then open requests are finished.

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Serves a router on a listener until `stop` turns true.
pub async fn serve(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let stopped = async move {
        // An error means that whoever could say stop is gone, which is the same.
        let _ = stop.wait_for(|stop| *stop).await;
    };
    if let Err(error) = axum::serve(listener, router)
        .with_graceful_shutdown(stopped)
        .await
    {
        tracing::error!(%error, "the HTTP server ended");
    }
}
