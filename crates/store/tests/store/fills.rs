//! Is a store of an earlier version used at once, and what follows the upgrade done to its end?

use std::borrow::Cow;

use cas_model::ids::TenantId;
use cas_model::lifecycle::Event;
use cas_store::testing::{TestDatabase, dump, embedded};
use cas_store::*;
use jiff::civil::date;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Connection as _, PgConnection, SqlStr, SqliteConnection};
use tokio::sync::watch;

use crate::migrations::{
    DECLARATION_BEFORE, POSTGRES_STEPS, REQUEST_BEFORE, SHIPMENT_BEFORE, SQLITE_STEPS,
};

/// The steps of the release before (commit 12d42fb).
const STEPS_BEFORE: usize = 6;

/// More rows than one batch has; the last is longer than anybody reads.
const MESSAGES: &str = "INSERT INTO message (tenant_id, id, direction, system, state, note, body, \
    content_type, created_at) \
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2500) \
    SELECT '00000000-0000-0000-0000-000000000001', \
    '00000000-0000-0000-0000-00000000' || SUBSTR(CAST(10000 + n AS TEXT), 2, 4), 'inbound', \
    'ncts', 'unreadable', CASE WHEN n % 2 = 0 THEN 'short' ELSE ";

/// A declaration whose ids are as they are made.
const READABLE: &str = "'00000000-0000-0000-0000-000000000001', \
    '00000000-0000-0000-0000-000000000007', '00000000-0000-0000-0000-000000000008'";

const EVENT_BEFORE: &str = "INSERT INTO history (tenant_id, declaration_id, seq, event, status, \
    expected, actor, recorded_at) VALUES ('00000000-0000-0000-0000-000000000001', \
    '00000000-0000-0000-0000-000000000007', 1, 'Accepted', 'Accepted', 1, 'customs', 5)";

const LONG: &str = "'it is <' || ";

/// A store as the release before left it, with rows.
async fn store_of_before(config: &StoreConfig) {
    let steps = |texts: &'static [&'static str]| {
        let texts = texts.iter().take(STEPS_BEFORE).enumerate();
        let steps = texts.map(|(number, text)| {
            let (number, name) = (number as i64 + 1, Cow::Borrowed("step"));
            let sql = SqlStr::from_static(text);
            Migration::new(number, name, MigrationType::Simple, sql, false)
        });
        Migrator::with_migrations(steps.collect())
    };
    let rows = |text: &str| {
        let messages = format!(
            "{MESSAGES}{LONG}{text} END, {}, 'application/xml', n FROM numbers",
            match config {
                StoreConfig::Embedded { .. } => "x'00'",
                StoreConfig::Postgres { .. } => "'\\x00'",
            }
        );
        let alert = format!(
            "INSERT INTO alert (tenant_id, id, kind, text, raised_at) VALUES \
             ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000009', \
             'unreadable-message', {LONG}{text}, 1)"
        );
        let readable = DECLARATION_BEFORE.replace("'t', 'd', 's'", READABLE);
        let all = [
            SHIPMENT_BEFORE,
            DECLARATION_BEFORE,
            &readable,
            EVENT_BEFORE,
            REQUEST_BEFORE,
            &messages,
            &alert,
        ];
        sqlx::AssertSqlSafe(all.join(";\n"))
    };
    match config {
        StoreConfig::Embedded { file } => {
            let url = format!("sqlite://{}?mode=rwc", file.display());
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            steps(SQLITE_STEPS).run(&mut connection).await.unwrap();
            let text = "SUBSTR(REPLACE(HEX(ZEROBLOB(1000)), '0', 'n'), 1, 2000)";
            sqlx::raw_sql(rows(text))
                .execute(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
        }
        StoreConfig::Postgres { url, .. } => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            steps(POSTGRES_STEPS).run(&mut connection).await.unwrap();
            sqlx::raw_sql(rows("REPEAT('n', 2000)"))
                .execute(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
        }
    }
}

/// Runs a test on a store of the release before, on both engines.
async fn each_store_of_before<F>(test: impl Fn(StoreConfig) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let folder = tempfile::tempdir().unwrap();
    let config = embedded(folder.path());
    store_of_before(&config).await;
    test(config).await;
    let Some(database) = TestDatabase::create().await.unwrap() else {
        return;
    };
    store_of_before(&database.config()).await;
    let outcome = tokio::spawn(test(database.config())).await;
    database.remove().await.unwrap();
    if let Err(failure) = outcome {
        std::panic::resume_unwind(failure.into_panic());
    }
}

fn tenant() -> TenantId {
    TenantId::parse("00000000-0000-0000-0000-000000000001").unwrap()
}

async fn is_finished(store: &Store) -> bool {
    let fills = store.fills().await.unwrap();
    fills.iter().all(|fill| fill.is_finished)
}

/// All texts are cut, the short ones are as they were, and every row was looked at once.
async fn holds_what_it_should(store: &Store) {
    for fill in store.fills().await.unwrap() {
        assert!(fill.is_finished && fill.done == fill.total, "{fill:?}");
    }
    let notes = dump(store).await.unwrap()["message"].clone();
    let cut = format!("'it is <{}… (cut, 2007 characters)'", "n".repeat(493));
    let count = |expected: &str| notes.iter().filter(|row| row["note"] == expected).count();
    assert_eq!((count("'short'"), count(&cut)), (1250, 1250));
    is_listed(store).await;
}

/// The declaration of before is listed once, with its history; the one that cannot be read is not.
async fn is_listed(store: &Store) {
    let rows = dump(store).await.unwrap();
    assert_eq!(rows["declaration"].len(), 2);
    let event = Some(EventDays {
        event: Event::Accepted,
        from: date(1970, 1, 1),
        to: date(1970, 1, 1),
    });
    for filter in [
        SummaryFilter::default(),
        SummaryFilter {
            words: vec!["l1".into(), "s-1".into()],
            ..SummaryFilter::default()
        },
        SummaryFilter {
            event,
            ..SummaryFilter::default()
        },
    ] {
        let search = SummarySearch {
            filter,
            limit: 10,
            ..SummarySearch::default()
        };
        let page = store.search_summaries(tenant(), &search).await.unwrap();
        assert_eq!(page.rows.len(), 1, "{:?}", search.filter);
    }
    let filling = store.summaries_being_filled().await.unwrap();
    assert_eq!(filling, None);
}

#[tokio::test]
async fn a_store_of_before_is_used_at_once_and_filled_across_restarts() {
    each_store_of_before(|config| async move {
        let mut opened = 0;
        loop {
            let store = Store::open(&config).await.unwrap();
            opened += 1;
            store.prove_write().await.unwrap();
            let more = store.fill_one_batch().await.unwrap();
            let found = store
                .search_messages(
                    tenant(),
                    &MessageSearch {
                        limit: 10,
                        ..MessageSearch::default()
                    },
                )
                .await
                .unwrap();
            assert_eq!(found.len(), 10);
            if !more {
                holds_what_it_should(&store).await;
                store.close().await;
                break;
            }
            store.close().await;
        }
        assert!(opened > 3, "{opened} batches");
    })
    .await;
}

#[tokio::test]
async fn nodes_that_fill_at_once_do_it_once() {
    each_store_of_before(|config| async move {
        let (_stop, stopped) = watch::channel(false);
        let nodes = [
            Store::open(&config).await.unwrap(),
            Store::open(&config).await.unwrap(),
        ];
        assert!(!is_finished(&nodes[0]).await);
        tokio::join!(
            nodes[0].fill_in_background(stopped.clone()),
            nodes[1].fill_in_background(stopped.clone())
        );
        holds_what_it_should(&nodes[0]).await;
    })
    .await;
}

#[tokio::test]
async fn a_fill_ends_when_it_is_told_to() {
    each_store_of_before(|config| async move {
        let (stop, stopped) = watch::channel(true);
        let store = Store::open(&config).await.unwrap();
        store.fill_in_background(stopped).await;
        drop(stop);
        assert!(!is_finished(&store).await);
    })
    .await;
}
