//! When is a running command told to stop? By SIGINT (Ctrl-C in a terminal) or SIGTERM (systemd,
//! containers). Both mean the same: finish what is being done, then end with success.

use anyhow::Context as _;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Listens for the signals from when it is made; a signal is not missed before [`Self::wait`].
pub struct Interruption {
    interrupt: Signal,
    terminate: Signal,
}

impl Interruption {
    /// Starts to listen. Make it before anyone is told that the command is ready.
    pub fn listen() -> anyhow::Result<Self> {
        let hear = |kind| signal(kind).context("signals cannot be listened for");
        Ok(Self {
            interrupt: hear(SignalKind::interrupt())?,
            terminate: hear(SignalKind::terminate())?,
        })
    }

    /// Waits for the first of them.
    pub async fn wait(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
