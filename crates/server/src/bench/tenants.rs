//! How long does a tenant wait for others? One sends single shipments, while another has a batch, a
//! customs system or a receiver that keeps the server busy.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use cas_demo::stories::transit::document;
use cas_demo::tenant::{self, Seed};
use cas_engine::Clock;
use cas_store::{Store, StoreConfig};
use serde_json::{Value, json};

use super::crowd;
use super::pipeline::{StoreKind, free_port};
use super::process::Process;
use super::receivers::{Calls, hang};
use crate::demo::Client;
use crate::terminal::say;

/// How long a shipment is waited for.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often is looked.
const LOOK: Duration = Duration::from_millis(5);
/// The secret of all who speak with one another.
const SECRET: &str = "bench";
/// How many messages, or webhooks, wait for the side that hangs.
const WAITING: usize = 300;

/// Measure how long a tenant waits while another keeps the server busy.
#[derive(Debug, clap::Args)]
pub struct Tenants {
    /// How many shipments the other tenant sends in one batch.
    #[arg(long, default_value_t = 10_000)]
    batch: usize,
    /// How many single shipments are measured beside each load.
    #[arg(long, default_value_t = 20)]
    probes: usize,
    /// The pause between two of them, in milliseconds.
    #[arg(long, default_value_t = 250)]
    pause: u64,
    /// How many items each shipment has.
    #[arg(long, default_value_t = 5)]
    items: usize,
    /// The store that it is measured on.
    #[arg(long, value_enum, default_value_t = StoreKind::Embedded)]
    store: StoreKind,
    /// PostgreSQL, for `--store postgres`: an empty database.
    #[arg(long, env = "CAS_DATABASE_URL")]
    database_url: Option<String>,
}

/// What keeps the server busy for another tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Load {
    Nothing,
    Batch,
    HungSystem,
    HungReceiver,
}

/// A server, an authority for each of two tenants, and a receiver.
struct Bed {
    folder: PathBuf,
    store: Store,
    single: Client,
    crowd: Client,
    calls: Calls,
    crowds_authority: String,
    _processes: [Process; 3],
}

/// The waits for single shipments, in seconds.
#[derive(Debug, Default)]
struct Delays {
    released: Vec<f64>,
    told: Vec<f64>,
}

impl Tenants {
    /// Runs the bench and prints its table.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let bed = self.make_bed().await?;
        say(format_args!(
            "{} single shipments of {} items beside each load, {} store, {} cores",
            self.probes,
            self.items,
            bed.store.kind(),
            std::thread::available_parallelism().map_or(0, std::num::NonZero::get)
        ));
        say(format_args!(
            "  {:34}{:>14}{:>14}{:>14}{:>14}",
            "seconds from POST to", "released p50", "worst", "webhook p50", "worst"
        ));
        let mut worst: f64 = 0.0;
        for (name, load) in [
            ("idle".to_owned(), Load::Nothing),
            (format!("beside a batch of {}", self.batch), Load::Batch),
            (
                format!("beside a hung system, {WAITING} wait"),
                Load::HungSystem,
            ),
            (
                format!("beside a hung receiver, {WAITING} wait"),
                Load::HungReceiver,
            ),
        ] {
            self.begin(&bed, load).await?;
            let delays = self.measure(&bed, load).await?;
            let (released, told) = (sorted(delays.released), sorted(delays.told));
            let figures = [
                at(&released, 0.5),
                at(&released, 1.0),
                at(&told, 0.5),
                at(&told, 1.0),
            ];
            worst = worst.max(figures[1]).max(figures[3]);
            let [a, b, c, d] = figures;
            say(format_args!(
                "  {name:34}{a:>14.2}{b:>14.2}{c:>14.2}{d:>14.2}"
            ));
        }
        say(format_args!("worst delay of another tenant: {worst:.1} s"));
        bed.store.close().await;
        drop(bed._processes);
        std::fs::remove_dir_all(&bed.folder)?;
        Ok(ExitCode::SUCCESS)
    }

    async fn make_bed(&self) -> anyhow::Result<Bed> {
        let folder = std::env::temp_dir().join(format!("cas-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
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
        let listens = [free_port().await?, free_port().await?, free_port().await?];
        let [server, single, crowds] = listens.each_ref().map(|at| format!("http://{at}"));
        let store = Store::open(&config).await?;
        let secret_hash = cas_api::hash_secret(SECRET);
        let seed = Seed {
            authority: &single,
            secret: SECRET,
            callback_secret: SECRET,
            client_secret_hash: &secret_hash,
            phase: "P5",
        };
        let now = Clock::System.now();
        tenant::plant(&store, &seed, now).await?;
        crowd::plant(&store, &secret_hash, now).await?;
        let crowds_authority = format!("{crowds}/ncts/messages");
        crowd::connect(&store, &crowds_authority, now).await?;
        let callback = tenant::callback_url(&server);
        let crowds_callback =
            callback.replace(&tenant::TENANT.to_string(), &crowd::CROWD.to_string());
        let processes = [
            serve(&listens[0], &folder, &config)?,
            authority(&listens[1], &callback)?,
            authority(&listens[2], &crowds_callback)?,
        ];
        let single = sign_in(&server, tenant::CLIENT_ID).await?;
        let crowd = sign_in(&server, crowd::CLIENT_ID).await?;
        let calls = Calls::default();
        let receiver = json!({"url": calls.listen().await?});
        single.post("/v1/subscriptions", &receiver, None).await?;
        Ok(Bed {
            folder,
            store,
            single,
            crowd,
            calls,
            crowds_authority,
            _processes: processes,
        })
    }

    /// Begins a load of the other tenant, and waits until it is one.
    async fn begin(&self, bed: &Bed, load: Load) -> anyhow::Result<()> {
        let now = Clock::System.now();
        match load {
            Load::Nothing => return Ok(()),
            Load::Batch => return self.send_crowd(bed, self.batch).await,
            Load::HungSystem => {
                // What is left of the batch would be a load of its own.
                self.drain(bed).await?;
                crowd::connect(&bed.store, &hang().await?, now).await?;
            }
            Load::HungReceiver => {
                crowd::connect(&bed.store, &bed.crowds_authority, now).await?;
                let receiver = json!({"url": hang().await?});
                bed.crowd.post("/v1/subscriptions", &receiver, None).await?;
            }
        }
        // A connection is believed for a second.
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.send_crowd(bed, WAITING).await?;
        // Until those that hang have all the places that they get.
        tokio::time::sleep(Duration::from_secs(3)).await;
        Ok(())
    }

    async fn send_crowd(&self, bed: &Bed, count: usize) -> anyhow::Result<()> {
        let run = uuid::Uuid::now_v7().simple().to_string();
        let shipments: Vec<Value> = (0..count)
            .map(|number| self.shipment(&format!("{run}-{number}")))
            .collect();
        let path = "/v1/customsshipments";
        bed.crowd.post_lines(path, &shipments, &run).await?;
        Ok(())
    }

    fn shipment(&self, reference: &str) -> Value {
        let mut shipment = document("", self.items);
        shipment["externalReference"] = reference.into();
        shipment
    }

    /// Waits until the other tenant's batch is released.
    async fn drain(&self, bed: &Bed) -> anyhow::Result<()> {
        let mut last = (0, Instant::now());
        loop {
            let released = bed.store.count_released(crowd::CROWD).await?;
            if released >= self.batch as u64 {
                return Ok(());
            }
            if released > last.0 {
                last = (released, Instant::now());
            } else if last.1.elapsed() > PATIENCE {
                bail!("stuck at {released} of {} released", self.batch);
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    async fn measure(&self, bed: &Bed, load: Load) -> anyhow::Result<Delays> {
        let mut delays = Delays::default();
        for number in 0..self.probes {
            let reference = format!("{load:?}-{number}");
            let began = Instant::now();
            let shipment = self.shipment(&reference);
            let path = "/v1/customsshipments";
            bed.single.post(path, &shipment, None).await?;
            let released = released_after(bed, &reference, began).await?;
            delays.released.push(released.as_secs_f64());
            let told = told_after(bed, &reference, began).await;
            delays.told.push(told.as_secs_f64());
            tokio::time::sleep(Duration::from_millis(self.pause)).await;
        }
        Ok(delays)
    }
}

async fn released_after(bed: &Bed, reference: &str, began: Instant) -> anyhow::Result<Duration> {
    let path = format!("/v1/declarations?externalReference={reference}");
    while began.elapsed() < PATIENCE {
        let found = bed.single.get(&path).await?;
        if found["declarations"][0]["currentStatus"] == "Released" {
            break;
        }
        tokio::time::sleep(LOOK).await;
    }
    Ok(began.elapsed())
}

async fn told_after(bed: &Bed, reference: &str, began: Instant) -> Duration {
    loop {
        if let Some(called) = bed.calls.first(reference) {
            return called.saturating_duration_since(began);
        }
        if began.elapsed() >= PATIENCE {
            return began.elapsed();
        }
        tokio::time::sleep(LOOK).await;
    }
}

fn serve(listen: &str, folder: &std::path::Path, config: &StoreConfig) -> anyhow::Result<Process> {
    let data = folder.to_string_lossy();
    let database = match config {
        StoreConfig::Embedded { .. } => "",
        StoreConfig::Postgres { url, .. } => url,
    };
    Process::start(
        &[
            "serve", "--listen", listen, "--data", &data, "--log", "error",
        ],
        &[
            ("CAS_DATABASE_URL", database),
            ("CAS_CUSTOMS_TO_PRIVATE_ADDRESSES", "true"),
            ("CAS_WEBHOOKS_TO_PRIVATE_ADDRESSES", "true"),
        ],
    )
}

fn authority(listen: &str, callback: &str) -> anyhow::Result<Process> {
    Process::start(
        &["authority", "--listen", listen, "--callback", callback],
        &[
            ("CAS_AUTHORITY_SECRET", SECRET),
            ("CAS_AUTHORITY_CALLBACK_SECRET", SECRET),
        ],
    )
}

async fn sign_in(server: &str, client: &str) -> anyhow::Result<Client> {
    for _ in 0..100 {
        match Client::connect(server, client, SECRET).await {
            Ok(client) => return Ok(client),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    Client::connect(server, client, SECRET)
        .await
        .context("the server is not up")
}

fn sorted(mut seconds: Vec<f64>) -> Vec<f64> {
    seconds.sort_by(f64::total_cmp);
    seconds
}

/// The value below which a part of the sorted values is.
fn at(sorted: &[f64], part: f64) -> f64 {
    let index = (sorted.len() as f64 * part) as usize;
    let index = index.min(sorted.len().saturating_sub(1));
    sorted.get(index).copied().unwrap_or_default()
}
