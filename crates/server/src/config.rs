//! The configuration: one commented default file, a file of the operator's, the environment, and
//! the command line; the later wins. Without any of them the server starts.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use cas_api::people::sign_on::SignOnSettings;
use cas_api::{ApiSettings, ConnectionLimits, HeavyLimits, SessionLimits};
use cas_engine::EngineSettings;
use cas_engine::outbound::{AddressPolicy, AllowedPorts};
use cas_store::{FolderLock, StoreConfig};
use serde::Deserialize;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::log::{self, LogFormat};
use crate::sign_on::{Members, OidcGrant, Provider};

/// The commented default file, built in.
pub const DEFAULTS: &str = include_str!("../cas.default.toml");

/// What can be configured. Every member has its comment in `cas.default.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// Where everything of the embedded store is kept.
    pub data: PathBuf,
    /// The address and port to listen on.
    pub listen: SocketAddr,
    /// Where others reach us; the listening address when empty.
    pub public_url: String,
    /// PostgreSQL; the embedded store when empty.
    pub database_url: String,
    /// The most database connections.
    pub database_connections: u32,
    /// Whether webhooks may go to private and loopback addresses.
    pub webhooks_to_private_addresses: bool,
    /// Which ports webhooks may go to.
    pub webhook_ports: String,
    /// Whether connections to customs systems may go there.
    pub customs_to_private_addresses: bool,
    /// Folder of client certificates for customs systems, below it one of each tenant's id.
    pub certificates: PathBuf,
    /// What is logged, as filters of `tracing` say it.
    pub log: String,
    /// Whether the log is lines of text or of JSON.
    pub log_format: LogFormat,
    /// Largest body of one message, in bytes.
    pub body_limit: usize,
    /// Largest body of a batch, in bytes.
    pub batch_limit: usize,
    /// Largest body of a batch in a dry run, in bytes.
    pub dry_run_limit: usize,
    /// Most messages in a batch of a dry run.
    pub dry_run_lines: usize,
    /// Dry runs, tools of tables and sheets at once; 0: as many as there are processors.
    pub heavy_work: usize,
    /// Of them of one tenant; 0: one less.
    pub heavy_work_of_tenant: usize,
    /// At work or waiting, of one tenant.
    pub heavy_work_in_line: usize,
    /// Requests per second a client may send for long.
    pub requests_per_second: u32,
    /// The most connections at once.
    pub connections: u32,
    /// The most connections at once from one address.
    pub connections_per_address: u32,
    /// How long the head of a connection's first request may take, in seconds.
    pub first_head_seconds: u64,
    /// How long a connection may be silent, in seconds.
    pub silence_seconds: u64,
    /// How long a stop may take, in seconds.
    pub stop_seconds: u64,
    /// How many messages, and how many webhooks, are posted at once.
    pub concurrent_posts: usize,
    /// How many of them to one customs system of a tenant, or to one subscription.
    pub posts_per_endpoint: usize,
    /// How long one step of the work may take, in seconds.
    pub step_seconds: u64,
    /// How long people stay signed in without doing anything, in minutes.
    pub session_idle_minutes: u64,
    /// How long people stay signed in at the longest, in hours.
    pub session_hours: u64,
    /// The identity provider of single sign-on; none when empty.
    pub oidc_issuer: String,
    /// The client that CAS is there.
    pub oidc_client_id: String,
    /// Its secret; empty for a public client.
    pub oidc_client_secret: String,
    /// What is asked for beside `openid`, separated by spaces.
    pub oidc_scopes: String,
    /// The claim with what somebody signs in with.
    pub oidc_name_claim: String,
    /// Who comes in by single sign-on.
    pub oidc_members: Members,
    /// Whether the provider may be at a private or loopback address.
    pub oidc_to_private_addresses: bool,
    /// What claims give in which tenant.
    pub oidc_grants: Vec<OidcGrant>,
}

/// Where the configuration comes from, for commands that need it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ConfigArguments {
    /// Configuration file, written in TOML.
    #[arg(long, env = "CAS_CONFIG")]
    config: Option<PathBuf>,
    /// Folder of the embedded store.
    #[arg(long, env = "CAS_DATA")]
    data: Option<PathBuf>,
    /// Where to listen, such as 127.0.0.1:8080.
    #[arg(long, env = "CAS_LISTEN")]
    listen: Option<String>,
    /// Where others reach us.
    #[arg(long, env = "CAS_PUBLIC_URL")]
    public_url: Option<String>,
    /// PostgreSQL, `postgres://user:password@host:port/database`; the embedded store without it.
    #[arg(long, env = "CAS_DATABASE_URL")]
    database_url: Option<String>,
    /// What to log, such as info or cas_engine=debug.
    #[arg(long, env = "CAS_LOG")]
    log: Option<String>,
    /// How to log: text or json.
    #[arg(long, env = "CAS_LOG_FORMAT")]
    log_format: Option<String>,
    /// Let webhooks go to private and loopback addresses: true or false.
    #[arg(long, env = "CAS_WEBHOOKS_TO_PRIVATE_ADDRESSES")]
    webhooks_to_private_addresses: Option<bool>,
    /// The secret of our client at the identity provider of single sign-on.
    #[arg(long, env = "CAS_OIDC_CLIENT_SECRET", hide_env_values = true)]
    oidc_client_secret: Option<String>,
    /// Which ports webhooks may go to, such as 443 or 80, 443, 1024-65535.
    #[arg(long, env = "CAS_WEBHOOK_PORTS")]
    webhook_ports: Option<String>,
    /// Let connections to customs systems go to private and loopback addresses: true or false.
    #[arg(long, env = "CAS_CUSTOMS_TO_PRIVATE_ADDRESSES")]
    customs_to_private_addresses: Option<bool>,
    /// Folder of client certificates: `<folder>/<tenant id>/<name>`.
    #[arg(long, env = "CAS_CERTIFICATES")]
    certificates: Option<PathBuf>,
    /// Dry runs, tools of tables and sheets at once; 0: as many as there are processors.
    #[arg(long, env = "CAS_HEAVY_WORK")]
    heavy_work: Option<u32>,
    /// Of them of one tenant; 0: one less.
    #[arg(long, env = "CAS_HEAVY_WORK_OF_TENANT")]
    heavy_work_of_tenant: Option<u32>,
    /// Of them at work or waiting, of one tenant.
    #[arg(long, env = "CAS_HEAVY_WORK_IN_LINE")]
    heavy_work_in_line: Option<u32>,
    /// Largest body of a batch in a dry run, in bytes.
    #[arg(long, env = "CAS_DRY_RUN_LIMIT")]
    dry_run_limit: Option<u32>,
    /// Most messages in a batch of a dry run.
    #[arg(long, env = "CAS_DRY_RUN_LINES")]
    dry_run_lines: Option<u32>,
}

impl ConfigArguments {
    /// The configuration, from its file and the environment.
    pub fn load(&self) -> anyhow::Result<Config> {
        let mut table: toml::Table = DEFAULTS.parse().context("the built-in defaults")?;
        if let Some(file) = &self.config {
            table.extend(read(file)?);
        }
        for (name, value) in self.overrides() {
            table.insert(name.to_owned(), value);
        }
        let config: Config = table.try_into().map_err(|error: toml::de::Error| {
            let problem = error.to_string();
            let problem = problem.trim_end().replace('\n', " ");
            anyhow::anyhow!(
                "the configuration is wrong: {problem}; `cas serve --help` and cas.default.toml \
                 say what may stand there"
            )
        })?;
        config.check()?;
        Ok(config)
    }

    /// What the environment and the command line say.
    fn overrides(&self) -> Vec<(&'static str, toml::Value)> {
        let text = |name, value: &Option<String>| value.clone().map(|text| (name, text.into()));
        let number = |name, value: Option<u32>| value.map(|count| (name, i64::from(count).into()));
        let path = |path: &Option<PathBuf>| {
            let path = path.as_ref();
            path.map(|path| path.to_string_lossy().into_owned())
        };
        [
            text("data", &path(&self.data)),
            text("certificates", &path(&self.certificates)),
            text("listen", &self.listen),
            text("public-url", &self.public_url),
            text("database-url", &self.database_url),
            text("webhook-ports", &self.webhook_ports),
            text("oidc-client-secret", &self.oidc_client_secret),
            text("log", &self.log),
            text("log-format", &self.log_format),
            number("heavy-work", self.heavy_work),
            number("heavy-work-of-tenant", self.heavy_work_of_tenant),
            number("heavy-work-in-line", self.heavy_work_in_line),
            number("dry-run-limit", self.dry_run_limit),
            number("dry-run-lines", self.dry_run_lines),
            self.webhooks_to_private_addresses
                .map(|flag| ("webhooks-to-private-addresses", flag.into())),
            self.customs_to_private_addresses
                .map(|flag| ("customs-to-private-addresses", flag.into())),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn read(file: &Path) -> anyhow::Result<toml::Table> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("the configuration {} cannot be read", file.display()))?;
    text.parse().map_err(|error: toml::de::Error| {
        let problem = error.to_string();
        anyhow::anyhow!(
            "the configuration {} is no TOML: {}",
            file.display(),
            problem.trim_end()
        )
    })
}

impl Config {
    fn check(&self) -> anyhow::Result<()> {
        let database = &self.database_url;
        if !database.is_empty()
            && !database.starts_with("postgres://")
            && !database.starts_with("postgresql://")
        {
            bail!(
                "database-url must start with postgres://; leave it empty for the embedded store"
            );
        }
        if !self.public_url.is_empty() && url::Url::parse(&self.public_url).is_err() {
            bail!(
                "public-url {:?} is no URL; write it as https://customs.example.com",
                self.public_url
            );
        }
        if let Err(error) = self.webhook_ports.parse::<AllowedPorts>() {
            bail!("webhook-ports: {error}");
        }
        if self.concurrent_posts < 2 || self.posts_per_endpoint == 0 || self.step_seconds == 0 {
            bail!(
                "concurrent-posts must be 2 at least, posts-per-endpoint and step-seconds 1; \
                 leave them out for the defaults"
            );
        }
        if self.heavy_work_in_line == 0 || self.dry_run_lines == 0 || self.dry_run_limit == 0 {
            bail!(
                "heavy-work-in-line, dry-run-lines and dry-run-limit must be 1 at least; leave \
                 them out for the defaults"
            );
        }
        if self.session_idle_minutes == 0 || self.session_hours == 0 {
            bail!("session-idle-minutes and session-hours must be 1 at least");
        }
        self.sign_on()?;
        if EnvFilter::try_new(&self.log).is_err() {
            bail!(
                "log {:?} is no filter; write error, warn, info or debug, or per part: \
                 info,cas_engine=debug",
                self.log
            );
        }
        Ok(())
    }

    /// Which store, with its folder made.
    pub fn store(&self) -> anyhow::Result<StoreConfig> {
        if !self.database_url.is_empty() {
            let url = self.database_url.clone();
            return Ok(StoreConfig::Postgres {
                url,
                pool: self.database_connections,
            });
        }
        cas_store::make_data_folder(&self.data).with_context(|| {
            format!(
                "the data folder {} cannot be made; set --data",
                self.data.display()
            )
        })?;
        Ok(StoreConfig::Embedded {
            file: self.data.join("cas.sqlite"),
        })
    }

    /// The store that is there already: a wrong folder is told, and nothing is made in it.
    pub fn existing_store(&self) -> anyhow::Result<StoreConfig> {
        let file = self.data.join("cas.sqlite");
        if self.database_url.is_empty() && !file.exists() {
            bail!(
                "there is no store in the data folder {}; name the server's with --data, or start \
                 one with `cas serve`",
                self.data.display()
            );
        }
        self.store()
    }

    /// Keeps other servers off an embedded store, for as long as the lock lives.
    pub fn lock_store(&self) -> anyhow::Result<Option<FolderLock>> {
        match self.store()? {
            StoreConfig::Embedded { .. } => FolderLock::take(&self.data).map(Some),
            StoreConfig::Postgres { .. } => Ok(None),
        }
    }

    /// How the engine behaves, reached at an address.
    pub fn engine(&self, address: SocketAddr) -> EngineSettings {
        EngineSettings {
            public_url: self.reached_at(address),
            webhook_addresses: policy(self.webhooks_to_private_addresses),
            // It was checked when it was read.
            webhook_ports: self.webhook_ports.parse().unwrap_or_default(),
            customs_addresses: policy(self.customs_to_private_addresses),
            certificates: (!self.certificates.as_os_str().is_empty())
                .then(|| self.certificates.clone()),
            concurrent_posts: self.concurrent_posts,
            posts_per_endpoint: self.posts_per_endpoint,
            step_limit: Duration::from_secs(self.step_seconds),
            ..EngineSettings::default()
        }
    }

    /// How the API behaves, reached at an address.
    pub fn api(&self, address: SocketAddr) -> ApiSettings {
        ApiSettings {
            issuer: self.reached_at(address),
            body_limit: self.body_limit,
            batch_limit: self.batch_limit,
            dry_run_limit: self.dry_run_limit,
            dry_run_lines: self.dry_run_lines,
            heavy: self.heavy_limits(),
            sessions: SessionLimits {
                idle: Duration::from_secs(60 * self.session_idle_minutes),
                longest: Duration::from_secs(60 * 60 * self.session_hours),
            },
            // It was checked when it was read.
            sign_on: self.sign_on().ok().flatten(),
            requests_per_second: self.requests_per_second,
            request_burst: self.requests_per_second.saturating_mul(2),
            ..ApiSettings::default()
        }
    }

    fn sign_on(&self) -> anyhow::Result<Option<SignOnSettings>> {
        let provider = Provider {
            issuer: &self.oidc_issuer,
            client_id: &self.oidc_client_id,
            client_secret: &self.oidc_client_secret,
            scopes: &self.oidc_scopes,
            name_claim: &self.oidc_name_claim,
            members: self.oidc_members,
            addresses: policy(self.oidc_to_private_addresses),
            grants: &self.oidc_grants,
        };
        provider.settings()
    }

    fn heavy_limits(&self) -> HeavyLimits {
        let usual = HeavyLimits::default();
        let at_once = match self.heavy_work {
            0 => usual.at_once,
            count => count,
        };
        let of_tenant = match self.heavy_work_of_tenant {
            0 => at_once.saturating_sub(1).max(1),
            count => count.min(at_once),
        };
        HeavyLimits {
            at_once,
            of_tenant,
            in_line: self.heavy_work_in_line,
        }
    }

    /// How many connections are taken, and how long they may be silent.
    pub fn connection_limits(&self) -> ConnectionLimits {
        ConnectionLimits {
            connections: self.connections,
            connections_per_address: self.connections_per_address,
            first_head: Duration::from_secs(self.first_head_seconds),
            silence: Duration::from_secs(self.silence_seconds),
        }
    }

    fn reached_at(&self, address: SocketAddr) -> String {
        match self.public_url.as_str() {
            "" => format!("http://{address}"),
            url => url.trim_end_matches('/').to_owned(),
        }
    }

    /// Starts the log, as it was configured.
    pub fn start_log(&self) {
        log::start(&self.log, self.log_format);
    }
}

/// Where may be connected to.
fn policy(to_private: bool) -> AddressPolicy {
    match to_private {
        true => AddressPolicy::AllowPrivate,
        false => AddressPolicy::PublicOnly,
    }
}

/// Listens, or says why it cannot and which option chooses another address.
pub async fn listen(address: SocketAddr, option: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => anyhow::anyhow!(
                "port {} is taken on {}; stop what uses it, or choose another with {option}",
                address.port(),
                address.ip()
            ),
            _ => anyhow::anyhow!(
                "cannot listen on {address}; choose another address with {option}: {error}"
            ),
        })
}
