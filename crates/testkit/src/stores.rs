//! One test, on every store.

use std::future::Future;

use cas_store::StoreConfig;
use cas_store::testing::{TestDatabase, embedded};

/// Where a test keeps its data.
#[derive(Clone, Debug)]
pub struct StorePlace {
    /// How to open it.
    pub config: StoreConfig,
    /// Its kind, for messages.
    pub kind: &'static str,
}

/// Runs a test on the embedded store and on PostgreSQL.
///
/// # Panics
/// When the test does, or no database can be made.
pub async fn each_store<F>(test: impl Fn(StorePlace) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let folder = tempfile::tempdir().expect("a temporary folder");
    test(StorePlace {
        config: embedded(folder.path()),
        kind: "embedded",
    })
    .await;
    let database = TestDatabase::create().await.expect("a database");
    if let Some(database) = database {
        let place = StorePlace {
            config: database.config(),
            kind: "postgres",
        };
        // In a task of its own, so that the database is dropped even where the test fails.
        let outcome = tokio::spawn(test(place)).await;
        database.remove().await.expect("the database is dropped");
        if let Err(failure) = outcome {
            std::panic::resume_unwind(failure.into_panic());
        }
    }
}
