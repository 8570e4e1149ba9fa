//! What planning an update of a large shipment costs: the dry run, from the message to the plan.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use cas_demo::stories::transit::document;
use cas_demo::tenant::{self, Seed, TENANT};
use cas_engine::outbound::install_crypto;
use cas_engine::{
    AcceptedMessage, Caller, Clock, Engine, EngineSettings, IngestionOptions, Message, MessageKind,
};
use cas_gateway::Registry;
use cas_store::{Store, StoreConfig};
use serde_json::{Value, json};

use crate::terminal::say;

/// Measure planning an update of a shipment with many declarations, on an embedded store.
#[derive(Debug, clap::Args)]
pub struct Corrections {
    /// How many declarations the shipment has.
    #[arg(long, default_value_t = 10)]
    declarations: usize,
    /// How many items each has.
    #[arg(long, default_value_t = 999)]
    items: usize,
    /// How often it is measured; the median is printed.
    #[arg(long, default_value_t = 11)]
    runs: usize,
}

impl Corrections {
    /// Runs the bench and prints its figures.
    pub async fn run(&self) -> anyhow::Result<ExitCode> {
        install_crypto();
        let folder = std::env::temp_dir().join(format!("cas-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let outcome = self.measure_all(&folder).await;
        std::fs::remove_dir_all(&folder)?;
        outcome.map(|()| ExitCode::SUCCESS)
    }

    async fn measure_all(&self, folder: &std::path::Path) -> anyhow::Result<()> {
        let engine = engine(folder).await?;
        self.create(&engine).await?;
        say(format_args!(
            "a shipment of {} declarations of {} items; the dry run of an update, median of {} runs:",
            self.declarations, self.items, self.runs
        ));
        let one_item = json!({"governmentAgencyGoodsItems": [
            {"casReference": self.a_reference(&engine).await?, "origin": {"country": "AT"}},
        ]});
        let head =
            json!({"consignment": {"departureTransportMeans": {"identification": "M-UP 1"}}});
        let same =
            json!({"consignment": {"departureTransportMeans": {"identification": "M-VE 2026"}}});
        for (what, goods) in [
            ("every declaration changes", head),
            ("one item changes", one_item),
            ("nothing changes", same),
        ] {
            self.measure(&engine, what, &update(&goods)).await?;
        }
        engine.store().close().await;
        Ok(())
    }

    async fn create(&self, engine: &Engine) -> anyhow::Result<()> {
        let mut shipment = document("", self.declarations * self.items);
        shipment["externalReference"] = "LARGE".into();
        shipment["customsFlow"] = "TransitOnRequest".into();
        let message = message(shipment)?;
        engine.accept(&caller(), vec![message], None).await?;
        engine.run_due().await?;
        Ok(())
    }

    /// The reference of an item of the shipment.
    async fn a_reference(&self, engine: &Engine) -> anyhow::Result<String> {
        let identity = cas_store::ShipmentIdentity {
            tenant_id: TENANT,
            external_reference: "LARGE".to_owned(),
            direction: cas_model::Direction::Out,
        };
        let rows = engine.store().shipments_by_identity(&[identity]).await?;
        let row = rows.first().context("the shipment")?;
        let shipment = row.document.get()?;
        let content = shipment.single_administrative_document.context("content")?;
        let item = content.goods_items().first().context("an item")?;
        item.cas_reference.clone().context("a reference")
    }

    async fn measure(&self, engine: &Engine, what: &str, update: &Value) -> anyhow::Result<()> {
        let mut times: Vec<Duration> = Vec::with_capacity(self.runs);
        let mut planned = String::new();
        for _ in 0..self.runs.max(1) {
            let (rehearsing, rehearsal) = engine.rehearsing();
            let begin = Instant::now();
            let messages = vec![message(update.clone())?];
            rehearsing.accept(&caller(), messages, None).await?;
            let plan = rehearsing.foresee(rehearsal.take()).await?;
            times.push(begin.elapsed());
            planned = told(&serde_json::to_value(&plan)?);
        }
        times.sort_unstable();
        let median = times[times.len() / 2].as_secs_f64() * 1_000.0;
        say(format_args!("  {what:<28} {median:>7.1} ms   ({planned})"));
        Ok(())
    }
}

/// What is planned, counted.
fn told(plan: &Value) -> String {
    let declarations = plan["ingestions"][0]["declarations"].as_array();
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for declaration in declarations.into_iter().flatten() {
        let resolution = declaration["resolution"].as_str().unwrap_or_default();
        *counts.entry(resolution).or_default() += 1;
    }
    let counts = counts
        .iter()
        .map(|(resolution, count)| format!("{count} {resolution}"));
    counts.collect::<Vec<_>>().join(", ")
}

fn caller() -> Caller {
    Caller::client(TENANT, "bench", "bench")
}

fn message(body: Value) -> anyhow::Result<AcceptedMessage> {
    let message = Message::read(MessageKind::CustomsShipment, body);
    let message = message.map_err(|errors| anyhow::anyhow!("{} errors", errors.len()))?;
    Ok(AcceptedMessage {
        message,
        options: IngestionOptions::default(),
    })
}

fn update(goods: &Value) -> Value {
    json!({
        "messageType": "Update", "direction": "OUT", "externalReference": "LARGE",
        "singleAdministrativeDocument": {"goodsShipment": goods},
    })
}

async fn engine(folder: &std::path::Path) -> anyhow::Result<Engine> {
    let file = folder.join("cas.db");
    let store = Store::open(&StoreConfig::Embedded { file }).await?;
    let seed = Seed {
        authority: "http://127.0.0.1:9",
        secret: "bench",
        callback_secret: "bench",
        client_secret_hash: "none",
        phase: "P5",
    };
    let clock = Clock::System;
    tenant::plant(&store, &seed, clock.now()).await?;
    let registry = Registry::new(cas_systems::all());
    Engine::new(store, registry, EngineSettings::default(), clock)
}
