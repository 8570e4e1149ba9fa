//! The whole way over HTTP: an ERP sends shipments, the authority releases them.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use cas_demo::stories::transit::document;
use cas_demo::tenant::{self, Seed};
use cas_engine::Clock;
use cas_store::{Store, StoreConfig};
use clap::ValueEnum;
use futures::StreamExt as _;
use futures::stream;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::net::TcpListener;

use super::process::Process;
use crate::demo::Client;
use crate::terminal::say;

/// How long nothing may move before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Measure the whole way from ingestion to release.
#[derive(Debug, clap::Args)]
pub struct Pipeline {
    /// How many shipments are sent.
    #[arg(long, default_value_t = 3000)]
    shipments: usize,
    /// How many items each has.
    #[arg(long, default_value_t = 5)]
    items: usize,
    /// The store that it is measured on.
    #[arg(long, value_enum, default_value_t = StoreKind::Embedded)]
    store: StoreKind,
    /// PostgreSQL, for `--store postgres`.
    #[arg(long, env = "CAS_DATABASE_URL")]
    database_url: Option<String>,
    /// How many requests are open at once.
    #[arg(long, default_value_t = 8)]
    concurrency: usize,
    /// Shipments per second to send; as fast as they are taken without it.
    #[arg(long)]
    rate: Option<f64>,
}

/// The stores that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StoreKind {
    /// SQLite, in a file of its own.
    Embedded,
    /// PostgreSQL, at the address that is given.
    Postgres,
}

/// A server and an authority, ready.
struct Bed {
    folder: PathBuf,
    config: StoreConfig,
    server: Process,
    authority: Process,
    client: Client,
}

impl Pipeline {
    /// Runs the bench and prints its figures.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let bed = self.make_bed().await?;
        let store = Store::open(&bed.config).await?;
        let empty = store.size_bytes().await?;
        let (server_before, authority_before) =
            (bed.server.cpu_seconds()?, bed.authority.cpu_seconds()?);
        let began = Instant::now();
        let sender = tokio::spawn(send_all(
            bed.client.clone(),
            self.shipments,
            self.items,
            self.concurrency,
            self.rate,
        ));
        let released = self.watch(&store).await?;
        let elapsed = began.elapsed().as_secs_f64();
        let acknowledgements = sender.await??;
        let count = self.shipments as f64;
        let server = bed.server.cpu_seconds()? - server_before;
        let authority = bed.authority.cpu_seconds()? - authority_before;
        let bytes = store.size_bytes().await?.saturating_sub(empty) as f64 / count;
        let sent = ingest_to_sent(&store).await?;
        say(format_args!(
            "{} shipments of {} items, {} store, {} cores",
            self.shipments,
            self.items,
            store.kind(),
            std::thread::available_parallelism().map_or(0, std::num::NonZero::get)
        ));
        say(format_args!(
            "  released                {released} in {elapsed:.1} s"
        ));
        say(format_args!(
            "  throughput              {:.0} shipments/s",
            count / elapsed
        ));
        say(format_args!(
            "  CPU server              {:.2} s per 1,000",
            server / count * 1e3
        ));
        say(format_args!(
            "  CPU authority           {:.2} s per 1,000",
            authority / count * 1e3
        ));
        print_percentiles("  acknowledgement         ", acknowledgements);
        print_percentiles("  ingest to sent          ", sent);
        say(format_args!(
            "  peak memory of server   {:.0} MB",
            bed.server.peak_megabytes()?
        ));
        say(format_args!(
            "  database                {:.1} kB per shipment",
            bytes / 1024.0
        ));
        store.close().await;
        drop((bed.server, bed.authority));
        std::fs::remove_dir_all(&bed.folder)?;
        Ok(ExitCode::SUCCESS)
    }

    async fn make_bed(&self) -> anyhow::Result<Bed> {
        let folder = std::env::temp_dir().join(format!("cas-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let (listen, authority_listen) = (free_port().await?, free_port().await?);
        let (server_url, authority_url) = (
            format!("http://{listen}"),
            format!("http://{authority_listen}"),
        );
        let config = match (self.store, &self.database_url) {
            (StoreKind::Embedded, _) => StoreConfig::Embedded {
                file: folder.join("cas.sqlite"),
            },
            (StoreKind::Postgres, Some(url)) => StoreConfig::Postgres {
                url: url.clone(),
                pool: 16,
            },
            (StoreKind::Postgres, None) => bail!("--store postgres needs --database-url"),
        };
        let store = Store::open(&config).await?;
        let seed = Seed {
            authority: &authority_url,
            secret: "bench",
            callback_secret: "bench",
            client_secret_hash: &cas_api::hash_secret("bench-secret"),
            phase: "P5",
        };
        tenant::plant(&store, &seed, Clock::System.now()).await?;
        store.close().await;
        let callback = tenant::callback_url(&server_url);
        let authority = Process::start(
            &[
                "authority",
                "--listen",
                &authority_listen,
                "--callback",
                &callback,
            ],
            &[
                ("CAS_AUTHORITY_SECRET", "bench"),
                ("CAS_AUTHORITY_CALLBACK_SECRET", "bench"),
            ],
        )?;
        let data = folder.to_string_lossy().into_owned();
        let database = match &config {
            StoreConfig::Embedded { .. } => String::new(),
            StoreConfig::Postgres { url, .. } => url.clone(),
        };
        let server = Process::start(
            &[
                "serve", "--listen", &listen, "--data", &data, "--log", "warn",
            ],
            &[
                ("CAS_DATABASE_URL", &database),
                ("CAS_CUSTOMS_TO_PRIVATE_ADDRESSES", "true"),
            ],
        )?;
        let client = sign_in(&server_url).await?;
        Ok(Bed {
            folder,
            config,
            server,
            authority,
            client,
        })
    }

    /// Watches until all are released; returns how many are.
    async fn watch(&self, store: &Store) -> anyhow::Result<u64> {
        let bar = ProgressBar::new(self.shipments as u64);
        bar.set_style(ProgressStyle::with_template(
            "{bar:40} {pos}/{len} released, {per_sec}",
        )?);
        let mut last = (0, Instant::now());
        loop {
            let released = store.count_released(tenant::TENANT).await?;
            bar.set_position(released);
            if released >= self.shipments as u64 {
                bar.finish_and_clear();
                return Ok(released);
            }
            if released > last.0 {
                last = (released, Instant::now());
            } else if last.1.elapsed() > PATIENCE {
                bail!("stuck at {released} of {} released", self.shipments);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

pub(super) async fn free_port() -> anyhow::Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")
        .await?
        .local_addr()?
        .to_string())
}

async fn sign_in(server: &str) -> anyhow::Result<Client> {
    for _ in 0..100 {
        match Client::connect(server, tenant::CLIENT_ID, "bench-secret").await {
            Ok(client) => return Ok(client),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    Client::connect(server, tenant::CLIENT_ID, "bench-secret")
        .await
        .context("the server is not up")
}

/// Sends all shipments; returns how long each acknowledgement took, in seconds.
async fn send_all(
    client: Client,
    shipments: usize,
    items: usize,
    concurrency: usize,
    rate: Option<f64>,
) -> anyhow::Result<Vec<f64>> {
    let template = Arc::new(document("", items));
    let run = uuid::Uuid::now_v7().simple().to_string();
    let began = Instant::now();
    let sends = stream::iter(0..shipments).map(|number| {
        let (client, template, run) = (client.clone(), Arc::clone(&template), run.clone());
        async move {
            if let Some(rate) = rate {
                let due = Duration::from_secs_f64(number as f64 / rate);
                tokio::time::sleep(due.saturating_sub(began.elapsed())).await;
            }
            let mut body = (*template).clone();
            body["externalReference"] = format!("{run}-{number}").into();
            let sent = Instant::now();
            client.post("/v1/customsshipments", &body, None).await?;
            anyhow::Ok(sent.elapsed().as_secs_f64())
        }
    });
    sends
        .buffer_unordered(concurrency)
        .collect::<Vec<_>>()
        .await
        .into_iter()
        .collect()
}

/// Seconds from the receipt of a shipment to the receipt of its message by customs.
async fn ingest_to_sent(store: &Store) -> anyhow::Result<Vec<f64>> {
    let spans = store.ingest_to_sent_microseconds(tenant::TENANT).await?;
    Ok(spans
        .into_iter()
        .map(|microseconds| microseconds as f64 / 1e6)
        .collect())
}

fn print_percentiles(label: &str, mut seconds: Vec<f64>) {
    seconds.sort_by(f64::total_cmp);
    let at = |part: f64| {
        let index = ((seconds.len() as f64 * part) as usize).min(seconds.len().saturating_sub(1));
        seconds.get(index).copied().unwrap_or_default() * 1e3
    };
    say(format_args!(
        "{label}p50 {:.1} ms, p99 {:.1} ms",
        at(0.5),
        at(0.99)
    ));
}
