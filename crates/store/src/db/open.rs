//! How is a database opened, and brought to the shape this program needs?

use std::cmp::Ordering;
use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Executor as _, SqlStr};

use super::{Db, Query};
use crate::config::StoreConfig;

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
];

/// Makes the server refuse writes of a connection.
const READ_ONLY: &str = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY";
const STATEMENTS: usize = 512;
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
    let before = applied(db).await;
    let migrated = match db {
        Db::Sqlite { writer, .. } => migrator(|step| step.2).run(writer).await,
        Db::Postgres(pool) => migrator(|step| step.3).run(pool).await,
    };
    migrated.context(
        "the database could not be migrated: it is locked by another program, or was made by a \
         newer version",
    )?;
    Ok(applied(db).await.saturating_sub(before))
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
    match applied(db).await.cmp(&MIGRATIONS.len()) {
        Ordering::Equal => Ok(()),
        Ordering::Less => {
            bail!("the database is none of this version: bring it there with `cas migrate`")
        }
        Ordering::Greater => bail!("the database was made by a newer version of this program"),
    }
}

/// How many steps were applied; none where the table of steps is not there yet.
async fn applied(db: &Db) -> usize {
    let count = db
        .read_one::<(i64,)>(Query::new("SELECT COUNT(*) FROM _sqlx_migrations"))
        .await;
    count
        .ok()
        .flatten()
        .and_then(|(steps,)| usize::try_from(steps).ok())
        .unwrap_or(0)
}

async fn open_sqlite(file: &Path) -> anyhow::Result<Db> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
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
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    let options = SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .immutable(!Path::new(&log).exists())
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
