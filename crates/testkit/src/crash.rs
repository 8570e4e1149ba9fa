//! Stopping the work at a boundary, as a crash would.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cas_engine::{Boundary, Interruption};

/// Where to stop.
#[derive(Clone, Debug)]
pub enum Crash {
    /// At the boundary with this number, counted from 0, once.
    At(usize),
    /// Before every second commit: every step is decided, thrown away, and decided again.
    BeforeEverySecondCommit,
}

impl Crash {
    /// The interruption to give to an engine, and a count of the boundaries it passed. The same
    /// count goes on over restarts.
    #[must_use]
    pub fn interruption(&self, passed: &Arc<AtomicUsize>) -> Interruption {
        let passed = Arc::clone(passed);
        match self {
            Self::At(number) => {
                let number = *number;
                Arc::new(move |_| match passed.fetch_add(1, Ordering::SeqCst) {
                    at if at == number => ControlFlow::Break(()),
                    _ => ControlFlow::Continue(()),
                })
            }
            Self::BeforeEverySecondCommit => Arc::new(move |boundary| {
                if boundary != Boundary::BeforeCommit {
                    return ControlFlow::Continue(());
                }
                match passed.fetch_add(1, Ordering::SeqCst) % 2 {
                    0 => ControlFlow::Break(()),
                    _ => ControlFlow::Continue(()),
                }
            }),
        }
    }
}
