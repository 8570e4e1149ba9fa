//! How long does a store of the release before take to open?
//!
//! ```sh
//! cargo run --release -p cas-store --example upgrade_bench -- 1000000
//! cargo run --release -p cas-store --example upgrade_bench -- 1000000 postgres://…/an_empty_database
//! ```
//!
//! Makes a store as commit 12d42fb left it, with so many declarations of ten tenants, each with its
//! shipment, revision, message and three entries of history; opens it with this version; and lets
//! what follows the upgrade end while something is written all the time.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use cas_store::{Store, StoreConfig};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqlStr, SqliteConnection};
use tokio::sync::watch;

macro_rules! steps {
    ($engine:literal) => {
        [
            include_str!(concat!("../migrations/", $engine, "/0001_start.sql")),
            include_str!(concat!("../migrations/", $engine, "/0002_master_data.sql")),
            include_str!(concat!(
                "../migrations/",
                $engine,
                "/0003_configuration.sql"
            )),
            include_str!(concat!("../migrations/", $engine, "/0004_corrections.sql")),
            include_str!(concat!("../migrations/", $engine, "/0005_transport.sql")),
            include_str!(concat!(
                "../migrations/",
                $engine,
                "/0006_action_content.sql"
            )),
        ]
    };
}

/// So many rows are made in one statement.
const BATCH: u64 = 50_000;

/// The id of a row of one of the tables: in order, as ids are.
const ID: &str = "'019a0000-0000-7000-8000-' || SUBSTR(CAST(1000000000000 + n AS TEXT), 2)";
const TENANT: &str = "'019a0000-0000-7000-8000-00000000000' || CAST(n % 10 AS TEXT)";

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a bench prints")]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().unwrap_or_else(|| "1000000".to_owned());
    let count: u64 = count.parse().context("the number of declarations")?;
    let folder = tempfile::tempdir()?;
    let config = match arguments.next() {
        Some(url) => StoreConfig::Postgres { url, pool: 8 },
        None => StoreConfig::Embedded {
            file: folder.path().join("cas.sqlite"),
        },
    };
    let begun = Instant::now();
    make(&config, count).await?;
    println!("{count} declarations made in {:.0?}", begun.elapsed());

    let begun = Instant::now();
    let store = Store::open(&config).await?;
    println!("opened in {:.1?}", begun.elapsed());
    let megabytes = store.size_bytes().await? / 1_000_000;
    println!("{megabytes} MB");

    let (stop, stopped) = watch::channel(false);
    let begun = Instant::now();
    let writes = tokio::spawn(write(store.clone(), stopped.clone()));
    store.fill_in_background(stopped).await;
    println!("filled in the background in {:.1?}", begun.elapsed());
    stop.send(true)?;
    println!("the longest write meanwhile: {:.2?}", writes.await??);
    store.close().await;
    Ok(())
}

/// Writes all the time; the longest that one took.
async fn write(store: Store, stop: watch::Receiver<bool>) -> anyhow::Result<Duration> {
    let mut longest = Duration::ZERO;
    while !*stop.borrow() {
        let begun = Instant::now();
        store.prove_write().await?;
        longest = longest.max(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(longest)
}

async fn make(config: &StoreConfig, count: u64) -> anyhow::Result<()> {
    match config {
        StoreConfig::Embedded { file } => {
            let url = format!("sqlite://{}?mode=rwc", file.display());
            let mut connection = SqliteConnection::connect(&url).await?;
            let fast = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF";
            sqlx::raw_sql(fast).execute(&mut connection).await?;
            migrator(&steps!("sqlite")).run(&mut connection).await?;
            for first in (1..=count).step_by(BATCH as usize) {
                let rows = rows(first, count, "x'3c786d6c2f3e'");
                sqlx::raw_sql(AssertSqlSafe(rows))
                    .execute(&mut connection)
                    .await?;
            }
            connection.close().await?;
        }
        StoreConfig::Postgres { url, .. } => {
            let mut connection = PgConnection::connect(url).await?;
            migrator(&steps!("postgres")).run(&mut connection).await?;
            for first in (1..=count).step_by(BATCH as usize) {
                let rows = rows(first, count, "'<xml/>'::bytea");
                sqlx::raw_sql(AssertSqlSafe(rows))
                    .execute(&mut connection)
                    .await?;
            }
            connection.close().await?;
        }
    }
    Ok(())
}

fn migrator(texts: &[&'static str]) -> Migrator {
    let steps = texts.iter().zip(1..).map(|(text, number)| {
        let sql = SqlStr::from_static(text);
        Migration::new(number, "step".into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(steps.collect())
}

/// The statements that make the rows of a batch.
fn rows(first: u64, count: u64, body: &str) -> String {
    let last = (first + BATCH - 1).min(count);
    let numbers = format!(
        "WITH RECURSIVE numbers (n) AS \
         (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
    );
    let document = format!("'{{\"description\":\"{}\"}}'", "goods ".repeat(80));
    [
        format!(
            "INSERT INTO shipment (tenant_id, id, external_reference, direction, flow, flow_version, \
             document, version, created_at, updated_at) {numbers} SELECT {TENANT}, {ID}, \
             'S-' || CAST(n AS TEXT), 'OUT', 'Transit', 1, {document}, 1, n, n FROM numbers"
        ),
        format!(
            "INSERT INTO declaration (tenant_id, id, shipment_id, external_reference, direction, \
             flow, flow_version, step, instance_count, instance_seq, family, system, \
             declaration_type, jurisdiction, lrn, mrn, status, facts, findings, revision, \
             history_length, version, created_at, updated_at) {numbers} SELECT {TENANT}, {ID}, {ID}, \
             'S-' || CAST(n AS TEXT), 'OUT', 'Transit', 1, 'transit', 1, 1, 'transit', 'ncts', \
             'transit', 'DE', 'L' || CAST(n AS TEXT), '26DE' || CAST(100000000000 + n AS TEXT), \
             'Released', {document}, '[]', 1, 3, 1, n, n FROM numbers"
        ),
        format!(
            "INSERT INTO revision (tenant_id, declaration_id, number, document, origins, created_at) \
             {numbers} SELECT {TENANT}, {ID}, 1, {document}, '[]', n FROM numbers"
        ),
        format!(
            "INSERT INTO history (tenant_id, declaration_id, seq, event, status, expected, actor, \
             note, recorded_at) {numbers} SELECT {TENANT}, {ID}, seq, 'Released', 'Released', 1, \
             'customs', 'a note', n FROM numbers, \
             (SELECT 1 AS seq UNION ALL SELECT 2 UNION ALL SELECT 3) AS entries"
        ),
        format!(
            "INSERT INTO message (tenant_id, id, direction, system, declaration_id, message_type, \
             identifier, state, note, body, content_type, created_at) {numbers} SELECT {TENANT}, \
             {ID}, 'outbound', 'ncts', {ID}, 'CC015C', 'M' || CAST(n AS TEXT), 'sent', NULL, {body}, \
             'application/xml', n FROM numbers"
        ),
    ]
    .join(";\n")
}
