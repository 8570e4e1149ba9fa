//! How many shipments a second can be written?
//!
//! Each shipment is what the engine writes for one: an ingestion and its task; a step with the
//! shipment, a declaration, a revision of 8 kB, three history entries, a message of 8 kB and three
//! notifications; the result of sending; three received messages and their reading. Many shipments
//! are on their way at once, as with real workers.
//!
//! `cargo run --release --example store_bench -p cas-store [shipments]`; PostgreSQL is measured
//! where `CAS_BENCH_DATABASE_URL` names an empty database.

#[path = "../tests/store/rows.rs"]
#[expect(
    dead_code,
    reason = "the rows are shared with the tests, which use more of them"
)]
mod rows;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use cas_model::ids::TenantId;
use cas_model::message::{MessageDirection, MessageState};
use cas_store::*;

/// How many shipments are on their way at once.
const CONCURRENCY: usize = 256;
/// How many commits one shipment takes.
const COMMITS: usize = 9;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let shipments = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(5000);
    let folder = tempfile::tempdir_in(".")?;
    let file = folder.path().join("bench.db");
    measure(&StoreConfig::Embedded { file }, shipments).await?;
    if let Ok(url) = std::env::var("CAS_BENCH_DATABASE_URL") {
        measure(&StoreConfig::Postgres { url, pool: 8 }, shipments).await?;
    }
    Ok(())
}

async fn measure(config: &StoreConfig, shipments: usize) -> anyhow::Result<()> {
    let store = Store::open(config).await?;
    let tenant = rows::tenant();
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let workers = (0..CONCURRENCY).map(|_| {
        let (store, next) = (store.clone(), Arc::clone(&next));
        tokio::spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= shipments {
                    return Ok::<(), CommitError>(());
                }
                run(&store, tenant, number).await?;
            }
        })
    });
    for outcome in futures::future::join_all(workers).await {
        outcome??;
    }
    report(&store, shipments, start.elapsed().as_secs_f64()).await
}

#[expect(clippy::print_stderr, reason = "a bench tells people its numbers")]
async fn report(store: &Store, shipments: usize, seconds: f64) -> anyhow::Result<()> {
    let shipments = shipments as f64;
    eprintln!(
        "{}: {:.0} shipments/s, {:.0} commits/s, {:.1} kB per shipment",
        store.kind(),
        shipments / seconds,
        shipments * COMMITS as f64 / seconds,
        store.size_bytes().await? as f64 / shipments / 1000.0
    );
    Ok(())
}

/// Everything that is written for one shipment.
async fn run(store: &Store, tenant: TenantId, number: usize) -> Result<(), CommitError> {
    let mut ingestion = rows::ingestion(tenant);
    ingestion.body = Json::stored("x".repeat(4000));
    let changes = Changes {
        ingestions: vec![ingestion],
        tasks: vec![rows::task(tenant, TaskKind::Ingest)],
        ..Changes::default()
    };
    store.commit(changes).await?;
    let (mut declaration, outbound) = plan(store, tenant, number).await?;
    let sent = rows::message_result(&outbound, MessageState::Sent);
    store
        .commit(Changes {
            message_results: vec![sent],
            ..Changes::default()
        })
        .await?;
    for _ in 0..3 {
        receive(store, &mut declaration).await?;
    }
    Ok(())
}

async fn plan(
    store: &Store,
    tenant: TenantId,
    number: usize,
) -> Result<(DeclarationRecord, MessageRecord), CommitError> {
    let reference = format!("S-{number}");
    let shipment = rows::shipment(tenant, &reference);
    let declaration = DeclarationRecord {
        external_reference: reference,
        shipment_id: shipment.id,
        lrn: format!("LRN{number}"),
        history_length: 3,
        ..rows::declaration(tenant)
    };
    let document = "x".repeat(8000);
    let outbound = MessageRecord {
        declaration_id: Some(declaration.id),
        identifier: Some(format!("M{number}")),
        body: document.clone().into_bytes(),
        ..rows::message(tenant, MessageDirection::Outbound)
    };
    let changes = Changes {
        shipments: vec![shipment],
        revisions: vec![RevisionRecord {
            document: Json::stored(document),
            ..rows::revision(&declaration, 1)
        }],
        history: (1..=3)
            .map(|seq| rows::history(&declaration, seq))
            .collect(),
        messages: vec![outbound.clone()],
        notifications: (0..3).map(|_| told(tenant)).collect(),
        tasks: vec![rows::task(tenant, TaskKind::Transmit)],
        declarations: vec![declaration.clone()],
        ..Changes::default()
    };
    store.commit(changes).await?;
    Ok((declaration, outbound))
}

/// A message arrives, and is read.
async fn receive(store: &Store, declaration: &mut DeclarationRecord) -> Result<(), CommitError> {
    let tenant = declaration.tenant_id;
    let mut message = rows::message(tenant, MessageDirection::Inbound);
    message.body = vec![b'x'; 3000];
    let changes = Changes {
        messages: vec![message.clone()],
        tasks: vec![rows::task(tenant, TaskKind::Interpret)],
        ..Changes::default()
    };
    store.commit(changes).await?;
    declaration.version += 1;
    declaration.history_length += 1;
    let read = MessageResult {
        declaration_id: Some(declaration.id),
        identifier: Some(message.id.to_string()),
        ..rows::message_result(&message, MessageState::Interpreted)
    };
    let changes = Changes {
        message_results: vec![read],
        history: vec![rows::history(declaration, declaration.history_length)],
        notifications: vec![told(tenant)],
        declarations: vec![declaration.clone()],
        ..Changes::default()
    };
    store.commit(changes).await
}

fn told(tenant: TenantId) -> NotificationRecord {
    NotificationRecord {
        body: Json::stored("x".repeat(900)),
        ..rows::notification(tenant)
    }
}
