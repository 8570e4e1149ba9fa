//! How is a database opened, and brought to the shape this program needs?

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection, Executor as _, SqlStr};

use super::{Db, Query};
use crate::config::StoreConfig;
use crate::folder;

/// The steps, for each engine: number, name, SQLite's text, PostgreSQL's text.
const MIGRATIONS: &[(i64, &str, &str, &str)] = &[
    (
        1,
        "start",
        include_str!("../../migrations/sqlite/0001_start.sql"),
        include_str!("../../migrations/postgres/0001_start.sql"),
    ),
    (
        2,
        "master data",
        include_str!("../../migrations/sqlite/0002_master_data.sql"),
        include_str!("../../migrations/postgres/0002_master_data.sql"),
    ),
    (
        3,
        "configuration",
        include_str!("../../migrations/sqlite/0003_configuration.sql"),
        include_str!("../../migrations/postgres/0003_configuration.sql"),
    ),
    (
        4,
        "corrections",
        include_str!("../../migrations/sqlite/0004_corrections.sql"),
        include_str!("../../migrations/postgres/0004_corrections.sql"),
    ),
    (
        5,
        "transport",
        include_str!("../../migrations/sqlite/0005_transport.sql"),
        include_str!("../../migrations/postgres/0005_transport.sql"),
    ),
    (
        6,
        "action content",
        include_str!("../../migrations/sqlite/0006_action_content.sql"),
        include_str!("../../migrations/postgres/0006_action_content.sql"),
    ),
    (
        7,
        "numbers of customs",
        include_str!("../../migrations/sqlite/0007_numbers_of_customs.sql"),
        include_str!("../../migrations/postgres/0007_numbers_of_customs.sql"),
    ),
    (
        8,
        "covered status",
        include_str!("../../migrations/sqlite/0008_covered_status.sql"),
        include_str!("../../migrations/postgres/0008_covered_status.sql"),
    ),
    (
        9,
        "consignments",
        include_str!("../../migrations/sqlite/0009_consignments.sql"),
        include_str!("../../migrations/postgres/0009_consignments.sql"),
    ),
    (
        10,
        "fair tasks",
        include_str!("../../migrations/sqlite/0010_fair_tasks.sql"),
        include_str!("../../migrations/postgres/0010_fair_tasks.sql"),
    ),
    (
        11,
        "upgrades",
        include_str!("../../migrations/sqlite/0011_upgrades.sql"),
        include_str!("../../migrations/postgres/0011_upgrades.sql"),
    ),
    (
        12,
        "client secrets",
        include_str!("../../migrations/sqlite/0012_client_secrets.sql"),
        include_str!("../../migrations/postgres/0012_client_secrets.sql"),
    ),
    (
        13,
        "operators",
        include_str!("../../migrations/sqlite/0013_operators.sql"),
        include_str!("../../migrations/postgres/0013_operators.sql"),
    ),
    (
        14,
        "input mappings",
        include_str!("../../migrations/sqlite/0014_input_mappings.sql"),
        include_str!("../../migrations/postgres/0014_input_mappings.sql"),
    ),
    (
        15,
        "endpoints",
        include_str!("../../migrations/sqlite/0015_endpoints.sql"),
        include_str!("../../migrations/postgres/0015_endpoints.sql"),
    ),
    (
        16,
        "table hits",
        include_str!("../../migrations/sqlite/0016_table_hits.sql"),
        include_str!("../../migrations/postgres/0016_table_hits.sql"),
    ),
    (
        18,
        "declaration summaries",
        include_str!("../../migrations/sqlite/0018_declaration_summaries.sql"),
        include_str!("../../migrations/postgres/0018_declaration_summaries.sql"),
    ),
    (
        19,
        "people",
        include_str!("../../migrations/sqlite/0019_people.sql"),
        include_str!("../../migrations/postgres/0019_people.sql"),
    ),
    (
        20,
        "actions and shipments",
        include_str!("../../migrations/sqlite/0020_actions_and_shipments.sql"),
        include_str!("../../migrations/postgres/0020_actions_and_shipments.sql"),
    ),
    (
        21,
        "collaboration",
        include_str!("../../migrations/sqlite/0021_collaboration.sql"),
        include_str!("../../migrations/postgres/0021_collaboration.sql"),
    ),
    (
        22,
        "work in lists",
        include_str!("../../migrations/sqlite/0022_work_in_lists.sql"),
        include_str!("../../migrations/postgres/0022_work_in_lists.sql"),
    ),
    (
        27,
        "declared masses",
        include_str!("../../migrations/sqlite/0027_declared_masses.sql"),
        include_str!("../../migrations/postgres/0027_declared_masses.sql"),
    ),
    (
        28,
        "audit chain",
        include_str!("../../migrations/sqlite/0028_audit_chain.sql"),
        include_str!("../../migrations/postgres/0028_audit_chain.sql"),
    ),
    (
        30,
        "review",
        include_str!("../../migrations/sqlite/0030_review.sql"),
        include_str!("../../migrations/postgres/0030_review.sql"),
    ),
    (
        33,
        "links",
        include_str!("../../migrations/sqlite/0033_links.sql"),
        include_str!("../../migrations/postgres/0033_links.sql"),
    ),
];

/// Makes the server refuse writes of a connection.
const READ_ONLY: &str = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY";
/// As many faults as someone reads.
const QUICK_CHECK: &str = "PRAGMA quick_check(20)";
/// How long another program's lock on the file is waited for at once; who has the patience asks again.
const BUSY: Duration = Duration::from_secs(1);
/// A commit has about thirty kinds of statements, each over 1 to 16 rows or a power of two.
const STATEMENTS: usize = 1024;
const READERS: u32 = 4;

impl Db {
    /// Connects; does not migrate.
    pub(crate) async fn open(config: &StoreConfig) -> anyhow::Result<Self> {
        match config {
            StoreConfig::Embedded { file } => open_sqlite(file).await.with_context(|| {
                format!(
                    "the database file {} cannot be opened: check that its folder exists and is \
                     writable, and that no other program holds the file",
                    file.display()
                )
            }),
            StoreConfig::Postgres { url, pool } => open_postgres(url, *pool, Access::Full).await,
        }
    }

    /// Connects to what is there already, so that the database itself refuses every write.
    pub(crate) async fn open_to_read(config: &StoreConfig) -> anyhow::Result<Self> {
        match config {
            StoreConfig::Embedded { file } => read_sqlite(file).await.with_context(|| {
                format!(
                    "the database file {} cannot be read: check that it is there and is one of \
                     this program",
                    file.display()
                )
            }),
            StoreConfig::Postgres { url, pool } => open_postgres(url, *pool, Access::Read).await,
        }
    }
}

/// What the connections may do.
#[derive(Clone, Copy, Debug)]
enum Access {
    Full,
    Read,
}

/// Applies the steps that are missing; says how many they were.
pub(crate) async fn migrate(db: &Db) -> anyhow::Result<usize> {
    let before = pending(db).await?.len();
    let migrated = match db {
        Db::Sqlite { writer, .. } => migrator(|step| step.2).run(writer).await,
        Db::Postgres(pool) => migrator(|step| step.3).run(pool).await,
    };
    migrated.context("the database could not be migrated: it is locked by another program")?;
    Ok(before.saturating_sub(pending(db).await?.len()))
}

fn migrator(
    text: fn(&(i64, &'static str, &'static str, &'static str)) -> &'static str,
) -> Migrator {
    let steps = MIGRATIONS.iter().map(|step| {
        let sql = SqlStr::from_static(text(step));
        Migration::new(step.0, step.1.into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(steps.collect())
}

/// Whether the database has this program's shape; what to do where it has another.
pub(crate) async fn check_shape(db: &Db) -> anyhow::Result<()> {
    if !pending(db).await?.is_empty() {
        bail!("the database is none of this version: bring it there with `cas migrate`")
    }
    Ok(())
}

/// The names of the steps that are to be applied; a database that has steps which this program does
/// not know is refused.
pub(crate) async fn pending(db: &Db) -> anyhow::Result<Vec<&'static str>> {
    let applied = applied(db).await?;
    let newest = MIGRATIONS.iter().map(|step| step.0).max();
    if let Some(newer) = applied.iter().max()
        && Some(*newer) > newest
    {
        bail!(
            "the database was made by a newer version of this program (its step is {newer}, this \
             program knows {}): start that version, or restore a backup of before the upgrade",
            newest.unwrap_or(0)
        )
    }
    let steps = MIGRATIONS.iter();
    let steps = steps.filter(|step| !applied.contains(&step.0));
    Ok(steps.map(|step| step.1).collect())
}

/// The steps that were applied; none where the table of steps is not there yet.
async fn applied(db: &Db) -> anyhow::Result<Vec<i64>> {
    let table = Query::new(match db {
        Db::Sqlite { .. } => "SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'",
        Db::Postgres(_) => {
            "SELECT COUNT(*) FROM pg_class WHERE oid = to_regclass('_sqlx_migrations')"
        }
    });
    if db.read_one::<(i64,)>(table).await? != Some((1,)) {
        return Ok(Vec::new());
    }
    let steps = Query::new("SELECT version FROM _sqlx_migrations");
    let steps: Vec<(i64,)> = db.read(steps).await?;
    Ok(steps.into_iter().map(|(step,)| step).collect())
}

/// What is damaged in an embedded database, as far as that is found without reading every index.
/// PostgreSQL looks after its own files.
pub(crate) async fn damage(db: &Db) -> anyhow::Result<Vec<String>> {
    let Db::Sqlite { .. } = db else {
        return Ok(Vec::new());
    };
    let found = db.read::<(String,)>(Query::new(QUICK_CHECK)).await;
    let found = found.context("the database is damaged")?;
    let words = found.into_iter().map(|(words,)| words);
    Ok(words.filter(|words| words != "ok").collect())
}

/// Whether a connection may be used again: not where its transaction could not be ended. A rollback
/// that is on its way is waited for. SQLite ends a transaction by itself when the disk is full; the
/// driver's rollback fails then, and it would take no other transaction on that connection.
async fn is_whole<C: Connection>(connection: &mut C) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        connection.ping().await?;
    }
    let is_whole = !connection.is_in_transaction();
    if !is_whole {
        tracing::warn!("a transaction could not be ended; its connection is replaced");
    }
    Ok(is_whole)
}

async fn open_sqlite(file: &Path) -> anyhow::Result<Db> {
    folder::prepare(file)?;
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        .pragma("cache_size", "-16384")
        // Pages that change often are copied to the database once per 32 MB, not once per 4.
        .pragma("wal_autocheckpoint", "8000")
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging();
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(60))
        .after_release(|connection, _| Box::pin(is_whole(connection)))
        .connect_with(options.clone())
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .connect_with(options.pragma("query_only", "ON"))
        .await?;
    Ok(Db::Sqlite { writer, readers })
}

/// Where nobody has the file open there is no log beside it; then none is made either.
async fn read_sqlite(file: &Path) -> anyhow::Result<Db> {
    folder::check_traces(file)?;
    let options = SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .immutable(!folder::beside(file, "-wal").exists())
        .busy_timeout(Duration::from_secs(5))
        .disable_statement_logging();
    let readers = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await?;
    let writer = readers.clone();
    Ok(Db::Sqlite { writer, readers })
}

async fn open_postgres(url: &str, pool: u32, access: Access) -> anyhow::Result<Db> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|error| {
            anyhow!(
                "the database URL cannot be read ({error}): write it as \
                 postgres://user:password@host:port/database"
            )
        })?
        .statement_cache_capacity(STATEMENTS)
        .application_name("cas")
        .disable_statement_logging();
    let place = format!(
        "{}:{}, database {}",
        options.get_host(),
        options.get_port(),
        options.get_database().unwrap_or("of the user's name")
    );
    let pool = PgPoolOptions::new()
        .max_connections(pool.max(2))
        .acquire_timeout(Duration::from_secs(10))
        .after_release(|connection, _| Box::pin(is_whole(connection)))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if let Access::Read = access {
                    connection.execute(READ_ONLY).await?;
                }
                Ok(())
            })
        })
        .connect_with(options)
        .await
        .with_context(|| {
            format!(
                "PostgreSQL cannot be reached at {place}: check that it runs, and the URL's host, \
                 port, user, password and database"
            )
        })?;
    Ok(Db::Postgres(pool))
}
