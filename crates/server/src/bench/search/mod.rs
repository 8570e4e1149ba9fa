//! How long does a list of millions take, filter by filter?
//!
//! Each query is a page and its counts, as a list asks for them. The store may stand in a folder that
//! is kept, so that it is made once.

mod queries;
mod rows;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use cas_engine::Clock;
use cas_model::ids::TenantId;
use cas_model::visibility::VisibleParts;
use cas_store::{Looked, Store, StoreConfig, SummarySearch};

use self::queries::{Named, queries};
use self::rows::{Population, plant_code};
use super::pipeline::StoreKind;
use crate::terminal::say;

/// Measure searching lists of declarations.
#[derive(Debug, clap::Args)]
pub struct Search {
    /// How many declarations there are.
    #[arg(long, default_value_t = 100_000)]
    rows: u64,
    /// The store that it is measured on.
    #[arg(long, value_enum, default_value_t = StoreKind::Embedded)]
    store: StoreKind,
    /// PostgreSQL, for `--store postgres`: a database without declarations, or one that was made so.
    #[arg(long, env = "CAS_DATABASE_URL")]
    database_url: Option<String>,
    /// A folder for the embedded store that is kept, and used again where it is there.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// How often each query is asked.
    #[arg(long, default_value_t = 20)]
    runs: u32,
}

/// What one query came to.
struct Measured {
    first: Duration,
    page: Duration,
    counts: Duration,
    /// The p95 of page and counts together.
    whole: Duration,
    /// The least of page and counts together: what others who compute beside do not make longer.
    least: Duration,
    rows: usize,
    looked: Option<Looked>,
}

/// The worst of all queries.
#[derive(Clone, Copy, Debug, Default)]
struct Worst {
    first: Duration,
    whole: Duration,
}

impl Worst {
    fn max_of_each(self, other: Self) -> Self {
        Self {
            first: self.first.max(other.first),
            whole: self.whole.max(other.whole),
        }
    }
}

impl Search {
    /// Runs the bench and prints its figures.
    pub async fn run(&self) -> anyhow::Result<ExitCode> {
        let folder = self.keep.clone().unwrap_or_else(|| {
            std::env::temp_dir().join(format!("cas-bench-{}", std::process::id()))
        });
        cas_store::make_data_folder(&folder)?;
        let outcome = self.measure_all(&folder).await;
        if self.keep.is_none() {
            std::fs::remove_dir_all(&folder)?;
        }
        outcome.map(|()| ExitCode::SUCCESS)
    }

    async fn measure_all(&self, folder: &std::path::Path) -> anyhow::Result<()> {
        let config = match (self.store, &self.database_url) {
            (StoreKind::Embedded, _) => StoreConfig::Embedded {
                file: folder.join("cas.sqlite"),
            },
            (StoreKind::Postgres, Some(url)) => StoreConfig::Postgres {
                url: url.clone(),
                pool: 8,
            },
            (StoreKind::Postgres, None) => bail!("--store postgres needs --database-url"),
        };
        let population = self.make(&config).await?;
        // As after a restart: nothing is prepared, and nothing in memory but what the system keeps.
        let store = Store::open(&config).await?;
        say(format_args!(
            "{} declarations, {} store, {:.1} GB, {} runs each; p95 in ms",
            self.rows,
            store.kind(),
            store.size_bytes().await? as f64 / 1e9,
            self.runs
        ));
        say(
            "                                        first    page  counts    both   least  rows  looked at",
        );
        let worst = self.measure_queries(&store, &population, None).await?;
        say("for a person who may see 2 of 40 plants:");
        let visible = VisibleParts {
            plants: [plant_code(3), plant_code(17)].into(),
            ..VisibleParts::default()
        };
        let restricted = self
            .measure_queries(&store, &population, Some(&visible))
            .await?;
        let worst = worst.max_of_each(restricted);
        store.close().await;
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        say(format_args!(
            "worst first: {:.0} ms",
            milliseconds(worst.first)
        ));
        say(format_args!(
            "worst p95: {:.0} ms at {} rows",
            milliseconds(worst.whole),
            self.rows
        ));
        Ok(())
    }

    /// The population, made where it is not there yet.
    async fn make(&self, config: &StoreConfig) -> anyhow::Result<Population> {
        let store = Store::open(config).await?;
        let population = Population {
            tenant: TenantId(uuid::Uuid::from_u128(
                0x0190_0000_0000_7000_8000_0000_0000_be7c,
            )),
            rows: self.rows,
            now: Clock::System.now(),
        };
        let all = SummarySearch {
            limit: 1,
            ..SummarySearch::default()
        };
        let known = store.search_summaries(population.tenant, &all).await?;
        if known.rows.is_empty() {
            let began = Instant::now();
            store.make_summaries(population.declarations()).await?;
            say(format_args!(
                "made in {:.0} s",
                began.elapsed().as_secs_f64()
            ));
        }
        store.close().await;
        Ok(population)
    }

    async fn measure_queries(
        &self,
        store: &Store,
        population: &Population,
        visible: Option<&VisibleParts>,
    ) -> anyhow::Result<Worst> {
        let mut worst = Worst::default();
        for named in queries(population) {
            let measured = self
                .measure(store, population.tenant, &named, visible)
                .await?;
            let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
            let looked = match measured.looked {
                None => "all".to_owned(),
                Some(Looked::Rows(rows) | Looked::Newest(rows)) => format!("{rows}"),
            };
            say(format_args!(
                "{:36} {:8.1} {:7.1} {:7.1} {:7.1} {:7.1} {:5}  {looked}",
                named.name,
                milliseconds(measured.first),
                milliseconds(measured.page),
                milliseconds(measured.counts),
                milliseconds(measured.whole),
                milliseconds(measured.least),
                measured.rows
            ));
            worst = worst.max_of_each(Worst {
                first: measured.first,
                whole: measured.whole,
            });
        }
        Ok(worst)
    }

    async fn measure(
        &self,
        store: &Store,
        tenant: TenantId,
        named: &Named,
        visible: Option<&VisibleParts>,
    ) -> anyhow::Result<Measured> {
        // Each question once before it is measured: what is asked for the first time reads the disk,
        // and stands in a column of its own.
        let mut first = Duration::ZERO;
        for run in 0..self.runs.max(1) {
            let answer = ask(store, tenant, named, visible, run).await?;
            first = first.max(answer.whole);
        }
        let mut answers = Vec::new();
        for run in 0..self.runs.max(1) {
            answers.push(ask(store, tenant, named, visible, run).await?);
        }
        let last = answers.last().context("at least one run")?;
        Ok(Measured {
            first,
            rows: last.rows,
            looked: last.looked,
            page: p95(answers.iter().map(|answer| answer.page)),
            counts: p95(answers.iter().map(|answer| answer.counts)),
            whole: p95(answers.iter().map(|answer| answer.whole)),
            least: answers
                .iter()
                .map(|answer| answer.whole)
                .min()
                .unwrap_or_default(),
        })
    }
}

/// How long a page and its counts took.
struct Answer {
    page: Duration,
    counts: Duration,
    whole: Duration,
    rows: usize,
    looked: Option<Looked>,
}

/// A page and its counts at once, as a screen asks for them: a list is there when both are.
async fn ask(
    store: &Store,
    tenant: TenantId,
    named: &Named,
    visible: Option<&VisibleParts>,
    run: u32,
) -> anyhow::Result<Answer> {
    let mut search = (named.search)(u64::from(run));
    search.filter.visible = visible.cloned();
    let began = Instant::now();
    let page = async {
        let page = store.search_summaries(tenant, &search).await?;
        anyhow::Ok((page, began.elapsed()))
    };
    let counts = async {
        store.count_summaries(tenant, &search.filter).await?;
        anyhow::Ok(began.elapsed())
    };
    let ((page, read), counts) = tokio::try_join!(page, counts)?;
    Ok(Answer {
        page: read,
        counts,
        whole: began.elapsed(),
        rows: page.rows.len(),
        looked: page.looked,
    })
}

fn p95(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort();
    let place = (times.len() * 95).div_ceil(100).saturating_sub(1);
    times.get(place).copied().unwrap_or_default()
}
