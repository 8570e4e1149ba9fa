//! One test body, run on every kind of store.
//!
//! Where the databases come from, and which environment variables they need, is said in
//! `cas_store::testing`.

use std::future::Future;

use cas_store::testing::{TestDatabase, embedded as embedded_in};
use cas_store::{RowLocks, Store, StoreConfig};

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
    let config = embedded_in(folder.path());
    test(Place::open(config, RowLocks::SkipLocked).await).await;
}

async fn postgres<F>(locks: RowLocks, test: impl Fn(Place) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let Some(database) = TestDatabase::create().await.unwrap() else {
        return;
    };
    let config = database.config();
    let place = Place::open(config, locks).await;
    // In a task of its own, so that the database is dropped even where the test fails.
    let outcome = tokio::spawn(test(place)).await;
    database.remove().await.unwrap();
    if let Err(failure) = outcome {
        std::panic::resume_unwind(failure.into_panic());
    }
}
