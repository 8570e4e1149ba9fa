//! What becomes of changes while another program holds the write lock of an embedded store?

use cas_store::testing::embedded as embedded_in;
use cas_store::*;
use sqlx::{Connection as _, Executor as _, SqliteConnection};

use crate::rows::*;

/// A commit that a request waits for.
fn of_a_request(tenant: cas_model::ids::TenantId) -> Changes {
    Changes {
        ingestions: vec![ingestion(tenant)],
        ..Changes::default()
    }
}

/// Nobody is refused because of requests, and no work is done twice because of a lock that passes.
#[tokio::test]
async fn requests_are_refused_while_the_work_waits() {
    let folder = tempfile::tempdir().unwrap();
    let config = embedded_in(folder.path());
    let store = Store::open(&config).await.unwrap();
    let StoreConfig::Embedded { file } = &config else {
        panic!("an embedded store");
    };
    let tenant = tenant();
    let waits = task(tenant, TaskKind::Ingest);
    let changes = Changes {
        tasks: vec![waits.clone()],
        ..Changes::default()
    };
    store.commit(changes).await.unwrap();
    let claimed = claim(&store, "node", 9).await.remove(0);

    let mut other = SqliteConnection::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let step = tokio::spawn({
        let store = store.clone();
        let changes = Changes {
            finished: vec![claimed.lease],
            ..Changes::default()
        };
        async move { store.commit(changes).await }
    });
    // In company of the step, and behind it while it waits.
    let (first, second) = tokio::join!(
        store.commit(of_a_request(tenant)),
        store.commit(of_a_request(tenant))
    );
    let third = store.commit(of_a_request(tenant)).await;
    for refused in [first, second, third] {
        assert!(
            matches!(refused, Err(CommitError::Database(_))),
            "{refused:?}"
        );
    }
    assert!(!step.is_finished(), "the work waits");
    other.execute("ROLLBACK").await.unwrap();
    step.await.unwrap().unwrap();
    // What was refused is not done later.
    store.commit(of_a_request(tenant)).await.unwrap();
    let search = IngestionSearch {
        limit: 100,
        ..IngestionSearch::default()
    };
    let kept = store.search_ingestions(tenant, &search).await.unwrap();
    assert_eq!(kept.len(), 1);
}
