//! Do both engines get the same columns, and does opening tell what is wrong?

use std::collections::BTreeSet;

use cas_store::testing::TestDatabase;
use cas_store::{Store, StoreConfig};
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::databases::{Place, each_store};

type Columns = BTreeSet<(String, String, String)>;

const SQLITE: &str = "SELECT tables.name, columns.name, columns.type FROM sqlite_master AS tables, \
    pragma_table_xinfo(tables.name) AS columns WHERE tables.type = 'table'";

const POSTGRES: &str = "SELECT table_name::text, column_name::text, UPPER(data_type)::text \
    FROM information_schema.columns WHERE table_schema = 'public'";

/// Table, column and type, with SQLite's words.
async fn columns(config: &StoreConfig) -> Columns {
    let rows: Vec<(String, String, String)> = match config {
        StoreConfig::Embedded { file } => {
            let url = format!("sqlite://{}", file.display());
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            sqlx::query_as(SQLITE)
                .fetch_all(&mut connection)
                .await
                .unwrap()
        }
        StoreConfig::Postgres { url, .. } => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::query_as(POSTGRES)
                .fetch_all(&mut connection)
                .await
                .unwrap()
        }
    };
    // SQLite's index of words is a table, and its own number of a row is called INTEGER.
    let beside = ["_sqlx", "sqlite_", "declaration_words"];
    let is_ours = |table: &str| !beside.iter().any(|name| table.starts_with(name));
    let kind = |kind: String| kind.replace("BYTEA", "BLOB").replace("INTEGER", "BIGINT");
    rows.into_iter()
        .filter(|(table, ..)| is_ours(table))
        .map(|(table, column, of)| (table, column, kind(of)))
        .collect()
}

#[tokio::test]
async fn both_engines_have_the_same_columns() {
    let folder = tempfile::tempdir().unwrap();
    let embedded = StoreConfig::Embedded {
        file: folder.path().join("cas.db"),
    };
    assert!(Store::migrate(&embedded).await.unwrap() > 0);
    let expected = columns(&embedded).await;
    assert!(expected.len() > 100, "{}", expected.len());
    each_store(move |place| {
        let expected = expected.clone();
        async move { assert_eq!(columns(&place.config).await, expected) }
    })
    .await;
}

const RECORD_BEFORE: &str = "INSERT INTO master_data \
    (tenant_id, kind, code, version, document, updated_at) \
    VALUES ('t', 'article', 'A1', 7, '{\"name\":\"Tea\"}', 5)";

const RECORD_AFTER: &str = "SELECT code || '/' || version || '/' || valid_from || '/' || is_current \
    || '/' || search_text || '/' || document FROM master_data_version";

pub const SQLITE_STEPS: &[&str] = &[
    include_str!("../../migrations/sqlite/0001_start.sql"),
    include_str!("../../migrations/sqlite/0002_master_data.sql"),
    include_str!("../../migrations/sqlite/0003_configuration.sql"),
    include_str!("../../migrations/sqlite/0004_corrections.sql"),
    include_str!("../../migrations/sqlite/0005_transport.sql"),
    include_str!("../../migrations/sqlite/0006_action_content.sql"),
    include_str!("../../migrations/sqlite/0007_numbers_of_customs.sql"),
    include_str!("../../migrations/sqlite/0008_covered_status.sql"),
    include_str!("../../migrations/sqlite/0009_consignments.sql"),
    include_str!("../../migrations/sqlite/0010_fair_tasks.sql"),
    include_str!("../../migrations/sqlite/0011_upgrades.sql"),
    include_str!("../../migrations/sqlite/0012_client_secrets.sql"),
];

pub const POSTGRES_STEPS: &[&str] = &[
    include_str!("../../migrations/postgres/0001_start.sql"),
    include_str!("../../migrations/postgres/0002_master_data.sql"),
    include_str!("../../migrations/postgres/0003_configuration.sql"),
    include_str!("../../migrations/postgres/0004_corrections.sql"),
    include_str!("../../migrations/postgres/0005_transport.sql"),
    include_str!("../../migrations/postgres/0006_action_content.sql"),
    include_str!("../../migrations/postgres/0007_numbers_of_customs.sql"),
    include_str!("../../migrations/postgres/0008_covered_status.sql"),
    include_str!("../../migrations/postgres/0009_consignments.sql"),
    include_str!("../../migrations/postgres/0010_fair_tasks.sql"),
    include_str!("../../migrations/postgres/0011_upgrades.sql"),
    include_str!("../../migrations/postgres/0012_client_secrets.sql"),
];

/// What a query finds after all steps, on both engines, where rows were written after the first.
async fn check(before: &[&str], query: &'static str, expected: &str) {
    let sql = |steps: &[&str]| [&steps[..1], before, &steps[1..]].concat().join(";\n");
    let mut sqlite = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let steps = sqlx::AssertSqlSafe(sql(SQLITE_STEPS));
    sqlx::raw_sql(steps).execute(&mut sqlite).await.unwrap();
    let found: String = sqlx::query_scalar(query)
        .fetch_one(&mut sqlite)
        .await
        .unwrap();
    assert_eq!(found, expected);

    let Some(database) = TestDatabase::create().await.unwrap() else {
        return;
    };
    let StoreConfig::Postgres { url, .. } = database.config() else {
        panic!("a database on PostgreSQL is expected");
    };
    let mut postgres = PgConnection::connect(&url).await.unwrap();
    let steps = sqlx::AssertSqlSafe(sql(POSTGRES_STEPS));
    sqlx::raw_sql(steps).execute(&mut postgres).await.unwrap();
    let found: String = sqlx::query_scalar(query)
        .fetch_one(&mut postgres)
        .await
        .unwrap();
    postgres.close().await.unwrap();
    database.remove().await.unwrap();
    assert_eq!(found, expected);
}

/// A record of the first shape is the current version of a record that always counts.
#[tokio::test]
async fn master_data_from_before_is_kept() {
    let expected = r#"A1/7//1/{"name":"tea"}/{"name":"Tea"}"#;
    check(&[RECORD_BEFORE], RECORD_AFTER, expected).await;
}

const FLOW_BEFORE: &str = "INSERT INTO flow \
    (tenant_id, name, version, document, active, created_at) \
    VALUES ('t', 'Transit', 2, '{}', 1, 5), ('t', 'Transit', 1, '{}', 0, 5)";

const FLOW_AFTER: &str = "SELECT kind || '/' || name || '/' || state || '/' || edition \
    FROM configuration WHERE version = 2";

#[tokio::test]
async fn flows_from_before_are_published() {
    check(&[FLOW_BEFORE], FLOW_AFTER, "flow/Transit/published/1").await;
}

pub const SHIPMENT_BEFORE: &str = "INSERT INTO shipment (tenant_id, id, external_reference, direction, \
    flow, flow_version, document, version, created_at, updated_at) \
    VALUES ('t', 's', 'S-1', 'OUT', 'Transit', 1, '{}', 1, 5, 5)";

pub const DECLARATION_BEFORE: &str = "INSERT INTO declaration (tenant_id, id, shipment_id, \
    external_reference, direction, flow, flow_version, step, instance_count, instance_seq, family, \
    system, declaration_type, jurisdiction, lrn, status, facts, findings, revision, \
    history_length, version, created_at, updated_at) VALUES ('t', 'd', 's', 'S-1', 'OUT', \
    'Transit', 1, 'transit', 1, 1, 'transit', 'ncts', 'transit', 'DE', 'L1', 'Submitted', '{}', \
    '[]', 1, 1, 1, 5, 5)";

const SHIPMENT_AFTER: &str = "SELECT started_steps || '/' || run FROM shipment";

/// What was made before is not made again: its step has started.
#[tokio::test]
async fn steps_that_ran_before_have_started() {
    let before = [SHIPMENT_BEFORE, DECLARATION_BEFORE];
    check(&before, SHIPMENT_AFTER, r#"["transit"]/1"#).await;
    check(&before[..1], SHIPMENT_AFTER, "[]/1").await;
}

const REVISIONS_AFTER: &str = "SELECT last_revision || '/' || group_keys FROM declaration";

/// A revision that was made before is counted.
#[tokio::test]
async fn revisions_from_before_are_counted() {
    check(
        &[SHIPMENT_BEFORE, DECLARATION_BEFORE],
        REVISIONS_AFTER,
        "1/[]",
    )
    .await;
}

/// Three declarations of one MRN, and a movement that is held by both its sides.
const NUMBERS_BEFORE: &str = "INSERT INTO declaration (tenant_id, id, shipment_id, \
    external_reference, direction, flow, flow_version, step, instance_count, instance_seq, family, \
    system, declaration_type, jurisdiction, lrn, mrn, arc, status, facts, findings, revision, \
    history_length, version, created_at, updated_at) \
    SELECT 't', id, 's', reference, 'OUT', flow, 1, '', 1, 1, 'excise', system, 'x', 'DE', \
    'L' || id, mrn, arc, 'Submitted', '{}', '[]', 1, 1, 1, 5, 5 FROM (\
    SELECT 'a' AS id, 'S-1' AS reference, 'F' AS flow, 'ncts' AS system, 'M' AS mrn, \
    CAST(NULL AS TEXT) AS arc \
    UNION ALL SELECT 'b', 'S-2', 'F', 'ncts', 'M', NULL \
    UNION ALL SELECT 'c', 'S-3', 'F', 'ncts', 'M', NULL \
    UNION ALL SELECT 'd', 'S-4', 'F', 'aes', 'M', NULL \
    UNION ALL SELECT 'e', 'S-5', 'F', 'emcs', NULL, 'A' \
    UNION ALL SELECT 'f', 'A', '', 'emcs', NULL, 'A' \
    UNION ALL SELECT 'g', 'S-5', '', 'emcs', NULL, 'A2') AS given";

const SIDES_AFTER: &str = "SELECT MAX(CASE WHEN id = 'f' THEN side END) || '/' \
    || MAX(CASE WHEN id = 'g' THEN side END) || '/' || SUM(number_copy) FROM declaration";

const ALERTS_AFTER: &str = "SELECT COUNT(*) || ': ' || MAX(text) FROM alert \
    WHERE kind = 'number-twice' AND tenant_id = 't' AND resolved_at IS NULL";

/// A store with numbers twice opens: an alert names both declarations, and the sides of one
/// movement are no two of a kind.
#[tokio::test]
async fn numbers_that_were_given_twice_are_alerted() {
    check(&[NUMBERS_BEFORE], SIDES_AFTER, "received/sent/3").await;
    let expected = "2: declarations a (LRN La) and c (LRN Lc) have the same number of customs: \
        MRN M; answers to it are kept and applied to neither";
    check(&[NUMBERS_BEFORE], ALERTS_AFTER, expected).await;
}

pub const REQUEST_BEFORE: &str = "UPDATE declaration SET status = 'Invalidating'";

const HISTORY_BEFORE: &str = "INSERT INTO history (tenant_id, declaration_id, seq, event, status, \
    expected, actor, recorded_at) VALUES ('t', 'd', 1, 'Released', 'Released', 1, 'a', 5), \
    ('t', 'd', 2, 'InvalidationRequested', 'Invalidating', 1, 'a', 6)";

const COVERED_AFTER: &str = "SELECT status || '/' || covered || '/' || \
    COALESCE(CAST(covered_due_at AS TEXT), '-') FROM declaration";

/// A request that was open before covers the status that the history had last.
#[tokio::test]
async fn what_a_request_from_before_covers_is_kept() {
    let before = [
        SHIPMENT_BEFORE,
        DECLARATION_BEFORE,
        REQUEST_BEFORE,
        HISTORY_BEFORE,
    ];
    check(&before, COVERED_AFTER, "Invalidating/Released/-").await;
}

#[tokio::test]
async fn migrating_again_does_nothing() {
    each_store(|Place { config, .. }| async move {
        assert_eq!(Store::migrate(&config).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_store_of_a_newer_version_is_refused() {
    each_store(|Place { store, config, .. }| async move {
        let newer = "INSERT INTO _sqlx_migrations \
            (version, description, success, checksum, execution_time) VALUES (9999, 'later', TRUE, ";
        match &config {
            StoreConfig::Embedded { file } => {
                let url = format!("sqlite://{}", file.display());
                let mut other = SqliteConnection::connect(&url).await.unwrap();
                let sql = sqlx::AssertSqlSafe(format!("{newer} x'00', 1)"));
                sqlx::raw_sql(sql).execute(&mut other).await.unwrap();
            }
            StoreConfig::Postgres { url, .. } => {
                let mut other = PgConnection::connect(url).await.unwrap();
                let sql = sqlx::AssertSqlSafe(format!("{newer} '\\x00', 1)"));
                sqlx::raw_sql(sql).execute(&mut other).await.unwrap();
            }
        }
        store.close().await;
        let opened = Store::open(&config).await.err();
        let read = Store::open_to_read(&config).await.err();
        let migrated = Store::migrate(&config).await.err();
        let inspected = Store::inspect(&config).await.err();
        for refused in [opened, read, migrated, inspected] {
            let refused = format!("{:#}", refused.expect("a refusal"));
            assert!(refused.contains("made by a newer version"), "{refused}");
            assert!(refused.contains("9999"), "{refused}");
        }
    })
    .await;
}

#[tokio::test]
async fn opening_says_what_to_check() {
    let postgres = |url: &str| StoreConfig::Postgres {
        url: url.into(),
        pool: 2,
    };
    let cases = [
        (
            StoreConfig::Embedded {
                file: "/nowhere/at/all/cas.db".into(),
            },
            "/nowhere/at/all/cas.db",
        ),
        (
            postgres("postgres://cas@127.0.0.1:1/cas"),
            "PostgreSQL cannot be reached at 127.0.0.1:1",
        ),
        (
            postgres("not a url"),
            "postgres://user:password@host:port/database",
        ),
    ];
    for (config, expected) in cases {
        let error = format!("{:#}", Store::open(&config).await.unwrap_err());
        assert!(error.contains(expected), "{error}");
    }
}
