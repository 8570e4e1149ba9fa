//! Stopping the work at a boundary, as a crash would.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cas_engine::{Boundary, Interruption};

/// Where a commit is interrupted.
#[derive(Clone, Debug)]
pub enum Crash {
    /// At the boundary with this number, counted from 0, once.
    At(usize),
    /// At the boundary with the first number, and whenever so many more were passed.
    Every(usize, usize),
    /// Before every commit whose number is a multiple of this; 2: every step is decided, thrown away,
    /// and decided again.
    BeforeEveryCommit(usize),
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
            Self::Every(first, step) => {
                let (first, step) = (*first, *step);
                Arc::new(move |_| {
                    let at = passed.fetch_add(1, Ordering::SeqCst);
                    match at >= first && (at - first).is_multiple_of(step) {
                        true => ControlFlow::Break(()),
                        false => ControlFlow::Continue(()),
                    }
                })
            }
            Self::BeforeEveryCommit(number) => {
                let number = *number;
                Arc::new(move |boundary| {
                    if boundary != Boundary::BeforeCommit {
                        return ControlFlow::Continue(());
                    }
                    match passed.fetch_add(1, Ordering::SeqCst) % number {
                        0 => ControlFlow::Break(()),
                        _ => ControlFlow::Continue(()),
                    }
                })
            }
        }
    }
}
