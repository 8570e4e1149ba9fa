//! Do both engines get the same columns, and does opening tell what is wrong?

use std::collections::BTreeSet;

use cas_store::testing::TestDatabase;
use cas_store::{Store, StoreConfig};
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::databases::{Place, each_store};

type Columns = BTreeSet<(String, String, String)>;

const SQLITE: &str = "SELECT tables.name, columns.name, columns.type FROM sqlite_master AS tables, \
    pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'";

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
    rows.into_iter()
        .filter(|(table, ..)| !table.starts_with("_sqlx") && !table.starts_with("sqlite_"))
        .map(|(table, column, kind)| (table, column, kind.replace("BYTEA", "BLOB")))
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

/// A record of the first shape is the current version of a record that always counts.
#[tokio::test]
async fn master_data_from_before_is_kept() {
    let expected = r#"A1/7//1/{"name":"tea"}/{"name":"Tea"}"#;
    let mut sqlite = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    for sql in [
        include_str!("../../migrations/sqlite/0001_start.sql"),
        RECORD_BEFORE,
        include_str!("../../migrations/sqlite/0002_master_data.sql"),
    ] {
        sqlx::raw_sql(sql).execute(&mut sqlite).await.unwrap();
    }
    let found: String = sqlx::query_scalar(RECORD_AFTER)
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
    for sql in [
        include_str!("../../migrations/postgres/0001_start.sql"),
        RECORD_BEFORE,
        include_str!("../../migrations/postgres/0002_master_data.sql"),
    ] {
        sqlx::raw_sql(sql).execute(&mut postgres).await.unwrap();
    }
    let found: String = sqlx::query_scalar(RECORD_AFTER)
        .fetch_one(&mut postgres)
        .await
        .unwrap();
    postgres.close().await.unwrap();
    database.remove().await.unwrap();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn migrating_again_does_nothing() {
    each_store(|Place { config, .. }| async move {
        assert_eq!(Store::migrate(&config).await.unwrap(), 0);
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
