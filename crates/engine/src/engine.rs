//! The engine: what all use cases share, and the boundaries of steps, where tests stop it as a crash
//! would.

use std::sync::Arc;

use anyhow::Context as _;
use cas_gateway::Registry;
use cas_model::ids::TenantId;
use cas_process::configuration::{TenantConfiguration, Undecided};
use cas_process::connection::Connection;
use cas_process::unit_of_work::{Effects, UnitOfWork, Watch};
use cas_process::{Refusal, codes};
use cas_store::{Rehearsal, Store};
use futures::future::BoxFuture;
use jiff::Timestamp;
use uuid::Uuid;

use crate::cache::{
    AskedTables, Configurations, Connections, InHand, LastAnswers, ListCache, RefusedCallbacks,
};
use crate::clock::{Clock, Ids};
use crate::outbound::certificates::{Identities, file_of};
use crate::outbound::{HttpClient, check_webhook_url};
use crate::settings::EngineSettings;

/// The engine. Clones share everything.
#[derive(Clone)]
pub struct Engine {
    store: Store,
    inner: Arc<Inner>,
    /// A tenant's configuration in place of the stored one, in a rehearsal that tries it.
    tried: Option<Tried>,
}

/// A configuration that is tried.
#[derive(Clone)]
struct Tried {
    tenant: TenantId,
    configuration: Arc<TenantConfiguration>,
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
    lists: ListCache,
    connections: Connections,
    configurations: Configurations,
    asked_tables: AskedTables,
    in_hand: InHand,
    last_answers: LastAnswers,
    refused_callbacks: RefusedCallbacks,
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
            tried: None,
            inner: Arc::new(Inner {
                registry,
                settings,
                clock,
                ids,
                owner,
                webhooks,
                customs,
                identities: Identities::default(),
                lists: ListCache::default(),
                connections: Connections::default(),
                configurations: Configurations::default(),
                asked_tables: AskedTables::default(),
                in_hand: InHand::default(),
                last_answers: LastAnswers::default(),
                refused_callbacks: RefusedCallbacks::default(),
                interruption,
            }),
        })
    }

    /// The store that all clones of this engine work on.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The same engine for a rehearsal: what it would commit is tried out and kept, and nothing
    /// changes. What it keeps in memory is what is really there.
    #[must_use]
    pub fn rehearsing(&self) -> (Self, Rehearsal) {
        let (store, rehearsal) = self.store.rehearsing();
        let rehearsing = Self {
            store,
            ..self.clone()
        };
        (rehearsing, rehearsal)
    }

    /// The same engine for a rehearsal in which a tenant has another configuration.
    #[must_use]
    pub(crate) fn trying(&self, tenant: TenantId, configuration: Arc<TenantConfiguration>) -> Self {
        let (rehearsing, _) = self.rehearsing();
        Self {
            tried: Some(Tried {
                tenant,
                configuration,
            }),
            ..rehearsing
        }
    }

    /// The configuration that is tried for a tenant.
    pub(crate) fn tried_configuration(
        &self,
        tenant: TenantId,
    ) -> Option<&Arc<TenantConfiguration>> {
        let tried = self.tried.as_ref()?;
        (tried.tenant == tenant).then_some(&tried.configuration)
    }

    /// The customs systems that exist.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.inner.registry
    }

    /// How this engine behaves, as it was configured at start.
    #[must_use]
    pub fn settings(&self) -> &EngineSettings {
        &self.inner.settings
    }

    /// The clock that all times are taken from.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The time now, by the engine's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
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

    /// When other sides answered last.
    pub(crate) fn last_answers(&self) -> &LastAnswers {
        &self.inner.last_answers
    }

    /// Which refused callbacks were told when.
    pub(crate) fn refused_callbacks(&self) -> &RefusedCallbacks {
        &self.inner.refused_callbacks
    }

    /// Connections as they were a moment ago.
    pub(crate) fn connections(&self) -> &Connections {
        &self.inner.connections
    }

    /// Configurations as they were when the store was last asked.
    pub(crate) fn cached_configurations(&self) -> &Configurations {
        &self.inner.configurations
    }

    /// Versions of tables that were asked over HTTP, compiled.
    pub(crate) fn asked_tables(&self) -> &AskedTables {
        &self.inner.asked_tables
    }

    /// The lists, sets and rates of tenants as they were read last.
    pub(crate) fn cached_lists(&self) -> &ListCache {
        &self.inner.lists
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
        let file = file_of(settings.certificates.as_deref(), tenant, name)?;
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

    /// A unit of work that begins now and notifies as `watch` says.
    pub(crate) fn unit_of_work<'a>(&'a self, watch: &'a Watch) -> UnitOfWork<'a> {
        UnitOfWork {
            watch: Some(watch),
            ..self.unwatched_unit_of_work()
        }
    }

    /// A unit of work that begins now and notifies no one.
    pub(crate) fn unwatched_unit_of_work(&self) -> UnitOfWork<'_> {
        UnitOfWork {
            ids: &self.inner.ids,
            registry: &self.inner.registry,
            public_url: &self.inner.settings.public_url,
            now: self.now(),
            watch: None,
            effects: Effects::default(),
            planned: Vec::new(),
        }
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
        let EngineSettings {
            webhook_addresses,
            webhook_ports,
            ..
        } = &self.inner.settings;
        check_webhook_url(url, *webhook_addresses, webhook_ports)
            .map_err(|problem| Refusal::new(codes::WEBHOOK_URL_REFUSED, problem))
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

/// A task that waits for someone else, under way.
pub(crate) type UnderWay = BoxFuture<'static, Result<(), Interrupted>>;

/// The store could not do it now; why is logged, and kept from callers.
#[must_use]
pub fn unavailable(error: &anyhow::Error) -> Refusal {
    tracing::error!(error = format!("{error:#}"), "the store failed");
    Refusal::new(
        codes::STORE_UNAVAILABLE,
        "nothing was stored; try again".to_owned(),
    )
}

/// What a caller hears of something that was not decided.
pub(crate) fn refusal_of(undecided: Undecided) -> Refusal {
    match undecided {
        Undecided::Refused(refusal) => refusal,
        Undecided::Failed(error) => unavailable(&error),
    }
}
