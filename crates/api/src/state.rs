//! What do handlers share?
//!
//! The engine, the settings, small memories that spare work and may be lost at any time
//! (signing keys, secrets found right and clients switched on a moment ago, how many requests each
//! client has left, whether the store could be written a moment ago), and
//! how many messages may be read at once.

use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use cas_engine::Engine;
use cas_store::Store;
use jiff::Timestamp;
use tokio::sync::Semaphore;

use crate::clients::ClientStates;
use crate::events::{Feeds, StreamLimits, StreamPlaces};
use crate::heavy_places::{HeavyLimits, HeavyWork};
use crate::people::PeopleSignIns;
use crate::people::sign_on::{SignOn, SignOnSettings};
use crate::rate_limit::{Rate, RateLimits};
use crate::sign_in::SignIns;
use crate::signing_keys::SigningKeys;
use crate::writable::Writable;

/// What an operator may set.
#[derive(Clone, Debug)]
pub struct ApiSettings {
    /// Who issues tokens: the server's public address. Tokens of another issuer are refused.
    pub issuer: String,
    /// Largest body of one message, in bytes.
    pub body_limit: usize,
    /// Largest body of a batch (NDJSON), in bytes.
    pub batch_limit: usize,
    /// Most messages in a batch.
    pub batch_lines: usize,
    /// Largest body of a batch in a dry run, in bytes: it and its plan are in memory as a whole.
    pub dry_run_limit: usize,
    /// Most messages in a batch of a dry run.
    pub dry_run_lines: usize,
    /// Requests per second a client may send for long.
    pub requests_per_second: u32,
    /// Requests a client may send at once.
    pub request_burst: u32,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// How many dry runs, tools of tables and sheets there may be.
    pub heavy: HeavyLimits,
    /// How many streams of events there may be, and how they behave.
    pub event_streams: StreamLimits,
    /// How long people stay signed in.
    pub sessions: SessionLimits,
    /// The organisation's identity provider; none where people have passwords only.
    pub sign_on: Option<SignOnSettings>,
}

impl Default for ApiSettings {
    fn default() -> Self {
        Self {
            issuer: "http://localhost:8080".to_owned(),
            body_limit: 20 * 1024 * 1024,
            batch_limit: 100 * 1024 * 1024,
            batch_lines: 10_000,
            dry_run_limit: 20 * 1024 * 1024,
            dry_run_lines: 1_000,
            requests_per_second: 2_000,
            request_burst: 4_000,
            request_timeout: Duration::from_secs(60),
            heavy: HeavyLimits::default(),
            event_streams: StreamLimits::default(),
            sessions: SessionLimits::default(),
            sign_on: None,
        }
    }
}

/// How long people stay signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// How long without doing anything.
    pub idle: Duration,
    /// How long at the longest, whatever is done.
    pub longest: Duration,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self {
            idle: Duration::from_secs(60 * 60),
            longest: Duration::from_secs(12 * 60 * 60),
        }
    }
}

/// The state of the API; cheap to clone.
#[derive(Clone)]
pub struct ApiState {
    engine: Engine,
    shared: Arc<Shared>,
    run: Run,
}

/// Whether what is asked is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    Real,
    Dry,
}

/// How large a batch may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BatchLimits {
    /// Its body, in bytes.
    pub(crate) bytes: usize,
    /// Its messages, one in each line.
    pub(crate) lines: usize,
    /// Where the limits hold, for who meets one.
    pub(crate) place: &'static str,
}

struct Shared {
    settings: ApiSettings,
    keys: SigningKeys,
    writable: Writable,
    clients: ClientStates,
    requests: RateLimits,
    sign_ins: SignIns,
    people_sign_ins: PeopleSignIns,
    sign_on: Option<SignOn>,
    readings: Arc<Semaphore>,
    heavy_work: Arc<HeavyWork>,
    event_feeds: Feeds,
    stream_places: StreamPlaces,
}

impl ApiState {
    /// The state for an engine.
    #[must_use]
    pub fn new(engine: Engine, settings: ApiSettings) -> Self {
        let rate = Rate::per_second(settings.requests_per_second, settings.request_burst);
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        let heavy_work = Arc::new(HeavyWork::new(settings.heavy));
        let sign_on = settings.sign_on.clone().map(SignOn::new);
        let shared = Shared {
            settings,
            sign_on,
            heavy_work,
            event_feeds: Feeds::default(),
            stream_places: StreamPlaces::default(),
            keys: SigningKeys::default(),
            writable: Writable::default(),
            clients: ClientStates::default(),
            requests: RateLimits::new(rate, engine.clock().clone()),
            sign_ins: SignIns::new(engine.clock().clone()),
            people_sign_ins: PeopleSignIns::new(engine.clock()),
            readings: Arc::new(Semaphore::new(processors)),
        };
        Self {
            engine,
            shared: Arc::new(shared),
            run: Run::Real,
        }
    }

    /// The same state over an engine that rehearses.
    pub(crate) fn over(&self, engine: Engine) -> Self {
        let shared = Arc::clone(&self.shared);
        let run = Run::Dry;
        Self {
            engine,
            shared,
            run,
        }
    }

    /// How large a batch may be here.
    pub(crate) fn batch_limits(&self) -> BatchLimits {
        let settings = self.settings();
        match self.run {
            Run::Real => BatchLimits {
                bytes: settings.batch_limit,
                lines: settings.batch_lines,
                place: "in a batch (batch-limit)",
            },
            Run::Dry => BatchLimits {
                bytes: settings.dry_run_limit,
                lines: settings.dry_run_lines,
                place: "in a dry run (dry-run-limit, dry-run-lines)",
            },
        }
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(crate) fn store(&self) -> &Store {
        self.engine.store()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.engine.now()
    }

    pub(crate) fn settings(&self) -> &ApiSettings {
        &self.shared.settings
    }

    pub(crate) fn keys(&self) -> &SigningKeys {
        &self.shared.keys
    }

    pub(crate) fn writable(&self) -> &Writable {
        &self.shared.writable
    }

    pub(crate) fn clients(&self) -> &ClientStates {
        &self.shared.clients
    }

    pub(crate) fn requests(&self) -> &RateLimits {
        &self.shared.requests
    }

    /// One place for each processor: reading a large message takes one for as long as it takes,
    /// and many times the memory of the message.
    pub(crate) fn readings(&self) -> Arc<Semaphore> {
        Arc::clone(&self.shared.readings)
    }

    pub(crate) fn heavy_work(&self) -> &Arc<HeavyWork> {
        &self.shared.heavy_work
    }

    pub(crate) fn event_feeds(&self) -> &Feeds {
        &self.shared.event_feeds
    }

    pub(crate) fn stream_places(&self) -> &StreamPlaces {
        &self.shared.stream_places
    }

    pub(crate) fn sign_ins(&self) -> &SignIns {
        &self.shared.sign_ins
    }

    pub(crate) fn sign_on(&self) -> Option<&SignOn> {
        self.shared.sign_on.as_ref()
    }

    pub(crate) fn people_sign_ins(&self) -> &PeopleSignIns {
        &self.shared.people_sign_ins
    }
}
