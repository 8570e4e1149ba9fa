//! One test body, run on every kind of store.
//!
//! `CAS_TEST_DATABASE_URL` names a PostgreSQL server (`scripts/postgres.sh start` prints one); each
//! test makes a database there and drops it.

use std::env;
use std::future::Future;

use cas_store::{RowLocks, Store, StoreConfig};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use uuid::Uuid;

/// A store of a test, and how to open it again.
pub struct Place {
    pub store: Store,
    pub config: StoreConfig,
    pub locks: RowLocks,
}

impl Place {
    async fn open(config: StoreConfig, locks: RowLocks) -> Self {
        let store = Store::open_with(&config, locks).await.unwrap();
        Self {
            store,
            config,
            locks,
        }
    }

    /// Another node on the same database.
    pub async fn open_again(&self) -> Store {
        Store::open_with(&self.config, self.locks).await.unwrap()
    }
}

/// Runs a test on an embedded store and on PostgreSQL.
pub async fn each_store<F>(test: impl Fn(Place) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    embedded(&test).await;
    postgres(RowLocks::SkipLocked, &test).await;
}

/// Runs a test as well on PostgreSQL without `SKIP LOCKED`.
pub async fn each_store_and_lock<F>(test: impl Fn(Place) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    each_store(&test).await;
    postgres(RowLocks::Recheck, &test).await;
}

async fn embedded<F>(test: impl Fn(Place) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let folder = tempfile::tempdir().unwrap();
    let config = StoreConfig::Embedded {
        file: folder.path().join("cas.db"),
    };
    test(Place::open(config, RowLocks::SkipLocked).await).await;
}

async fn postgres<F>(locks: RowLocks, test: impl Fn(Place) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let Some(server) = server() else { return };
    let name = format!("cas_test_{}", Uuid::now_v7().simple());
    command(&server, format!("CREATE DATABASE {name}")).await;
    let config = StoreConfig::Postgres {
        url: url_of(&server, &name),
        pool: 8,
    };
    let place = Place::open(config, locks).await;
    // In a task of its own, so that the database is dropped even where the test fails.
    let outcome = tokio::spawn(test(place)).await;
    command(&server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
    if let Err(failure) = outcome {
        std::panic::resume_unwind(failure.into_panic());
    }
}

fn server() -> Option<String> {
    if let Ok(server) = env::var("CAS_TEST_DATABASE_URL") {
        return Some(server);
    }
    assert_eq!(
        env::var("CAS_TEST_POSTGRES").as_deref(),
        Ok("skip"),
        "set CAS_TEST_DATABASE_URL to a PostgreSQL server (scripts/postgres.sh start prints \
         one), or CAS_TEST_POSTGRES=skip to test the embedded store only"
    );
    None
}

/// The server's URL with another database.
fn url_of(server: &str, database: &str) -> String {
    let (base, parameters) = server.split_once('?').unwrap_or((server, ""));
    let authority = base.find("://").map_or(0, |at| at + 3);
    let end = base[authority..]
        .find('/')
        .map_or(base.len(), |at| authority + at);
    format!("{}/{database}?{parameters}", &base[..end])
}

async fn command(server: &str, sql: String) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    connection.execute(AssertSqlSafe(sql)).await.unwrap();
    connection.close().await.unwrap();
}
