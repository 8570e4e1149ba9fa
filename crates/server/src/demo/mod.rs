//! `cas demo`: server, authority and a demo tenant; shipments of many kinds go all the way, and
//! each one's timeline is printed as it happens.

mod batch;
mod client;
mod events;
mod people;
mod progress;
mod report;
mod timeline;
mod webhooks;

use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use cas_authority::{Authority, Callback, Settings};
use cas_demo::stories::{Size, low_value, stories};
use cas_demo::tenant::{self, Seed};
use cas_engine::Clock;
use cas_store::Store;

pub use client::Client;

use crate::commands::authority::{pace, time};
use crate::commands::interruption::Interruption;
use crate::config::{self, Config, ConfigArguments};
use crate::node::Node;
use crate::terminal::say;

/// Run server, authority and a demo tenant, and watch shipments go all the way. Started again on
/// the same data folder, it goes on where it was.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Where the server listens.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where the demo's authority listens.
    #[arg(long, default_value = "127.0.0.1:9090")]
    authority_listen: SocketAddr,
    /// An authority that runs already, such as http://127.0.0.1:9090, instead of the demo's own.
    #[arg(long)]
    authority: Option<String>,
    /// Folder of the embedded store; a new temporary one without it.
    #[arg(long)]
    data: Option<PathBuf>,
    /// PostgreSQL instead of the embedded store.
    #[arg(long, env = "CAS_DATABASE_URL")]
    database_url: Option<String>,
    /// Milliseconds the authority takes for each answer.
    #[arg(long, default_value_t = 150)]
    pace_ms: u64,
    /// Items of the large shipment.
    #[arg(long, default_value_t = 999)]
    items: usize,
    /// Parcels of low value that are sent in one request.
    #[arg(long, default_value_t = 1000)]
    parcels: usize,
    /// End when all shipments have ended; non-zero when one did not end as it should.
    #[arg(long)]
    exit: bool,
}

impl Demo {
    /// Runs the demo, and tells whether it went well.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let folder = self.folder()?;
        let config = self.config(&folder)?;
        config.start_log();
        let secrets = Secrets::read(&folder)?;
        let listener = match &self.authority {
            None => Some(config::listen(self.authority_listen, "--authority-listen").await?),
            Some(_) => None,
        };
        let authority_url = match (&self.authority, &listener) {
            (Some(url), _) => url.trim_end_matches('/').to_owned(),
            (None, Some(listener)) => format!("http://{}", listener.local_addr()?),
            (None, None) => anyhow::bail!("no authority"),
        };
        let node = Node::start(&config).await?;
        plant(node.engine().store(), &secrets, &authority_url).await?;
        let server = format!("http://{}", node.address());
        let authority = match listener {
            Some(listener) => Some(self.start_authority(listener, &server, &secrets).await?),
            None => None,
        };
        self.introduce(&server, &authority_url, &folder, &secrets);
        let client = Client::connect(&server, tenant::CLIENT_ID, &secrets.client).await?;
        let people = match self.is_our_own(&config) {
            true => people::make(node.engine(), &server).await?,
            false => Vec::new(),
        };
        let went_well = self.play(&client).await?;
        if !self.exit {
            if !people.is_empty() {
                people::introduce(&people, &server);
            }
            let interruption = Interruption::listen()?;
            say("\nThe demo tenant stays up; press Ctrl-C to end.");
            interruption.wait().await;
        }
        node.stop().await;
        if let Some(authority) = authority {
            authority.shutdown().await;
        }
        Ok(if went_well {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    /// Whether the store ends with the demo, and only this machine reaches it.
    fn is_our_own(&self, config: &Config) -> bool {
        let is_alone = config.listen.ip().is_loopback();
        is_alone && self.data.is_none() && self.database_url.is_none()
    }

    fn folder(&self) -> anyhow::Result<PathBuf> {
        let folder = self.data.clone().unwrap_or_else(|| {
            std::env::temp_dir().join(format!("cas-demo-{}", std::process::id()))
        });
        cas_store::make_data_folder(&folder)
            .with_context(|| format!("{} cannot be made; set --data", folder.display()))?;
        Ok(folder)
    }

    fn config(&self, folder: &Path) -> anyhow::Result<Config> {
        let mut config = ConfigArguments::default().load()?;
        config.listen = self.listen;
        config.data = folder.to_owned();
        config.database_url = self.database_url.clone().unwrap_or_default();
        config.webhooks_to_private_addresses = true;
        config.customs_to_private_addresses = true;
        config.log = std::env::var("CAS_LOG").unwrap_or_else(|_| "error".to_owned());
        Ok(config)
    }

    async fn start_authority(
        &self,
        listener: tokio::net::TcpListener,
        server: &str,
        secrets: &Secrets,
    ) -> anyhow::Result<Authority> {
        let callback = Callback::to(tenant::callback_url(server), Some(secrets.callback.clone()));
        let mut settings = Settings::new(1, callback);
        settings.accepted_secret = Some(secrets.authority.clone());
        settings.speed = pace(self.pace_ms);
        settings.time = Some(time());
        Authority::start(listener, settings).await
    }

    fn introduce(&self, server: &str, authority: &str, folder: &Path, secrets: &Secrets) {
        let store = match self.database_url {
            Some(_) => "PostgreSQL".to_owned(),
            None => format!("embedded store in {}", folder.display()),
        };
        say(format_args!("CAS        {server}   ({store})"));
        say(format_args!(
            "authority  {authority}   (of every customs system)"
        ));
        say(format_args!(
            "client     client_id={} client_secret={}",
            tenant::CLIENT_ID,
            secrets.client
        ));
        say(format_args!("API        {server}/openapi.json\n"));
    }

    async fn play(&self, client: &Client) -> anyhow::Result<bool> {
        let receiver = webhooks::Receiver::subscribe(client).await?;
        let stories = stories(Size { items: self.items });
        let ended = timeline::follow(client, &stories).await?;
        let released = batch::send(client, &low_value::parcels(self.parcels)).await?;
        receiver.report(client).await?;
        Ok(ended && released)
    }
}

async fn plant(store: &Store, secrets: &Secrets, authority: &str) -> anyhow::Result<()> {
    let seed = Seed {
        authority,
        secret: &secrets.authority,
        callback_secret: &secrets.callback,
        client_secret_hash: &cas_api::hash_secret(&secrets.client),
        phase: "P6",
    };
    tenant::plant(store, &seed, Clock::System.now()).await
}

/// The demo's secrets, kept in its data folder so that it can go on after a stop.
struct Secrets {
    client: String,
    authority: String,
    callback: String,
}

impl Secrets {
    fn read(folder: &Path) -> anyhow::Result<Self> {
        let secret = |name: &str| -> anyhow::Result<String> {
            let file = folder.join(format!("demo-{name}.secret"));
            if let Ok(known) = std::fs::read_to_string(&file) {
                return Ok(known);
            }
            let fresh = cas_api::new_secret();
            // Whole or not at all: killed in between, the demo must not find half a secret.
            let unfinished = file.with_extension("unfinished");
            write_privately(&unfinished, &fresh)
                .and_then(|()| std::fs::rename(&unfinished, &file))
                .with_context(|| format!("{} cannot be written", file.display()))?;
            Ok(fresh)
        };
        Ok(Self {
            client: secret("client")?,
            authority: authority_secret().map_or_else(|| secret("authority"), Ok)?,
            callback: callback_secret().map_or_else(|| secret("callback"), Ok)?,
        })
    }
}

fn write_privately(file: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    options.open(file)?.write_all(text.as_bytes())
}

fn authority_secret() -> Option<String> {
    std::env::var("CAS_AUTHORITY_SECRET").ok()
}

fn callback_secret() -> Option<String> {
    std::env::var("CAS_AUTHORITY_CALLBACK_SECRET").ok()
}
