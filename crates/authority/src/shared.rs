//! What do the server and the tasks that post answers have in common?

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Semaphore, watch};

use crate::office::Office;
use crate::settings::Settings;
use crate::system::System;

/// What the server and the posting tasks work with.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) client: reqwest::Client,
    /// Bounds the callbacks that run at the same time.
    pub(crate) permits: Semaphore,
    pub(crate) stopped: watch::Receiver<bool>,
    /// How many conversations are being worked on.
    pub(crate) working: watch::Sender<u64>,
    pub(crate) hosted: Vec<HostedSystem>,
}

/// A customs system that the authority speaks for, and its conversations.
#[derive(Debug)]
pub(crate) struct HostedSystem {
    pub(crate) system: &'static dyn System,
    office: Mutex<Office>,
}

impl Shared {
    /// The system at a place, which is its place in `systems.rs`.
    pub(crate) fn hosted(&self, place: usize) -> &HostedSystem {
        &self.hosted[place]
    }
}

impl HostedSystem {
    /// A system without any conversation yet.
    pub(crate) fn new(system: &'static dyn System, settings: &Settings) -> HostedSystem {
        HostedSystem {
            system,
            office: Mutex::new(Office::new(system, settings)),
        }
    }

    /// The conversations; held only while deciding, never while waiting.
    pub(crate) fn office(&self) -> MutexGuard<'_, Office> {
        self.office.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
