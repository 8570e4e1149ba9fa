//! The engine: what all use cases share.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use cas_gateway::Registry;
use cas_model::ids::TenantId;
use cas_store::{Rehearsal, Store, TaskKind};
use jiff::Timestamp;
use uuid::Uuid;

use crate::certificates::{Identities, file_of};
use crate::clock::{Clock, Ids};
use crate::configuration::Configurations;
use crate::connection::{Connection, Connections};
use crate::master_data::References;
use crate::notify::RetrySchedule;
use crate::outbound::{AddressPolicy, HttpClient, check_url};
use crate::work::InHand;
use crate::{Refusal, RefusalKind};

/// How the engine behaves.
#[derive(Clone, Debug)]
pub struct EngineSettings {
    /// Where people and machines reach us, without a slash at the end.
    pub public_url: String,
    /// Which addresses webhooks may go to.
    pub webhook_addresses: AddressPolicy,
    /// Which addresses customs connections may go to; every tenant configures its own.
    pub customs_addresses: AddressPolicy,
    /// The folder of client certificates, with one folder for each tenant; none are used without.
    pub certificates: Option<PathBuf>,
    /// When webhooks are tried again.
    pub webhook_retry: RetrySchedule,
    /// How many tasks a worker claims at once.
    pub batch: u32,
    /// How many messages and webhooks are posted at once.
    pub concurrent_posts: usize,
    /// After how many attempts a task that fails for no foreseen reason is given up and shown.
    pub attempts: u32,
    /// The same for tasks that wait for someone else, and have a schedule of their own.
    pub attempts_outside: u32,
}

impl EngineSettings {
    /// After how many attempts a task of a kind is given up.
    pub(crate) fn attempts_of(&self, kind: TaskKind) -> u32 {
        match kind {
            TaskKind::Ingest | TaskKind::Advance | TaskKind::Continue | TaskKind::Act => {
                self.attempts
            }
            TaskKind::Transmit | TaskKind::Interpret | TaskKind::Deliver | TaskKind::Pull => {
                self.attempts_outside
            }
        }
    }
}

impl Default for EngineSettings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            webhook_addresses: AddressPolicy::PublicOnly,
            customs_addresses: AddressPolicy::PublicOnly,
            certificates: None,
            webhook_retry: RetrySchedule::webhook_default(),
            batch: 128,
            concurrent_posts: 64,
            attempts: 20,
            attempts_outside: 1_000,
        }
    }
}

/// The points between which a step is one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// Tasks were claimed, nothing was done.
    Claimed,
    /// Something was posted, and nothing of it is stored.
    Posted,
    /// A step was decided and is about to be committed.
    BeforeCommit,
    /// A step was committed.
    AfterCommit,
}

/// Asked at every boundary whether to go on; tests stop there as a crash would.
pub type Interruption = Arc<dyn Fn(Boundary) -> std::ops::ControlFlow<()> + Send + Sync>;

/// The work was stopped at a boundary.
#[derive(Debug, thiserror::Error)]
#[error("interrupted at {0:?}")]
pub struct Interrupted(pub Boundary);

/// The engine. Clones share everything.
#[derive(Clone)]
pub struct Engine {
    store: Store,
    inner: Arc<Inner>,
}

struct Inner {
    registry: Registry,
    settings: EngineSettings,
    clock: Clock,
    ids: Ids,
    owner: String,
    webhooks: HttpClient,
    customs: HttpClient,
    identities: Identities,
    references: References,
    connections: Connections,
    configurations: Configurations,
    in_hand: InHand,
    interruption: Option<Interruption>,
}

impl Engine {
    /// An engine over a store and the customs systems that exist.
    ///
    /// # Errors
    /// When the HTTP clients cannot be made.
    pub fn new(
        store: Store,
        registry: Registry,
        settings: EngineSettings,
        clock: Clock,
    ) -> anyhow::Result<Self> {
        Self::with_interruption(store, registry, settings, clock, None)
    }

    /// An engine that asks at every boundary whether to go on.
    ///
    /// # Errors
    /// When the HTTP clients cannot be made.
    pub fn with_interruption(
        store: Store,
        registry: Registry,
        settings: EngineSettings,
        clock: Clock,
        interruption: Option<Interruption>,
    ) -> anyhow::Result<Self> {
        let webhooks = HttpClient::new(settings.webhook_addresses)?;
        let customs = HttpClient::new(settings.customs_addresses)?;
        let ids = Ids::new(clock.clone());
        // Who holds a lease: this run of this process, never a host name.
        let owner = Uuid::now_v7().to_string();
        Ok(Self {
            store,
            inner: Arc::new(Inner {
                registry,
                settings,
                clock,
                ids,
                owner,
                webhooks,
                customs,
                identities: Identities::default(),
                references: References::default(),
                connections: Connections::default(),
                configurations: Configurations::default(),
                in_hand: InHand::default(),
                interruption,
            }),
        })
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The same engine for a rehearsal: what it would commit is tried out and kept, and nothing
    /// changes. What it keeps in memory is what is really there.
    #[must_use]
    pub fn rehearsing(&self) -> (Self, Rehearsal) {
        let (store, rehearsal) = self.store.rehearsing();
        let inner = Arc::clone(&self.inner);
        (Self { store, inner }, rehearsal)
    }

    /// The customs systems that exist.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.inner.registry
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &EngineSettings {
        &self.inner.settings
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The day, in UTC.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        self.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Where ids come from.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.inner.ids
    }

    /// The tasks that are being worked on.
    pub(crate) fn in_hand(&self) -> &InHand {
        &self.inner.in_hand
    }

    /// Connections as they were a moment ago.
    pub(crate) fn connections(&self) -> &Connections {
        &self.inner.connections
    }

    /// Configurations as they were when the store was last asked.
    pub(crate) fn kept_configurations(&self) -> &Configurations {
        &self.inner.configurations
    }

    /// The lists, sets and rates of tenants as they were read last.
    pub(crate) fn kept_references(&self) -> &References {
        &self.inner.references
    }

    /// The client that posts webhooks.
    pub(crate) fn webhook_client(&self) -> &HttpClient {
        &self.inner.webhooks
    }

    /// The client that posts over a connection: with its client certificate where it has one.
    pub(crate) fn customs_client(&self, connection: &Connection) -> anyhow::Result<HttpClient> {
        let Some(name) = &connection.client_certificate else {
            return Ok(self.inner.customs.clone());
        };
        let file = connection.certificate_file.as_ref();
        let file = file.with_context(|| format!("the client certificate {name} has no folder"))?;
        self.inner
            .identities
            .client(file, self.inner.settings.customs_addresses)
    }

    /// Checks that a tenant's client certificate can be used.
    pub(crate) fn check_certificate(&self, tenant: TenantId, name: &str) -> Result<(), String> {
        let settings = &self.inner.settings;
        let file = file_of(settings, tenant, name)?;
        let client = self
            .inner
            .identities
            .client(&file, settings.customs_addresses);
        client.map(drop).map_err(|error| error.to_string())
    }

    /// Who holds the leases of this engine.
    pub(crate) fn owner(&self) -> &str {
        &self.inner.owner
    }

    /// Goes on, or stops as a crash would.
    pub(crate) fn pass(&self, boundary: Boundary) -> Result<(), Interrupted> {
        match &self.inner.interruption {
            Some(interruption) if interruption(boundary).is_break() => Err(Interrupted(boundary)),
            Some(_) | None => Ok(()),
        }
    }

    /// Checks where a webhook would go.
    ///
    /// # Errors
    /// When the address is not allowed.
    pub fn check_webhook_url(&self, url: &str) -> Result<(), Refusal> {
        check_url(url, self.inner.settings.webhook_addresses).map_err(|problem| {
            Refusal::new(
                "webhook-url-refused",
                RefusalKind::Invalid,
                "Webhooks are not sent to this address",
                problem,
            )
        })
    }
}
