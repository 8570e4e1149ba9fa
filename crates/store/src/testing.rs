//! Databases for tests: each test gets its own, on the embedded store and on PostgreSQL.
//!
//! `CAS_TEST_DATABASE_URL` names a PostgreSQL server (`scripts/postgres.sh start` prints one);
//! `CAS_TEST_POSTGRES=skip` leaves PostgreSQL out, knowingly.

use std::path::Path;

use anyhow::bail;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use uuid::Uuid;

use crate::db::{Db, Query};
use crate::{Store, StoreConfig};

/// A PostgreSQL database that exists for one test.
#[derive(Clone, Debug)]
pub struct TestDatabase {
    server: String,
    name: String,
}

impl TestDatabase {
    /// Makes a database on the tests' server; `None` where PostgreSQL is knowingly left out.
    ///
    /// # Errors
    /// When no server is named, or it cannot be reached.
    pub async fn create() -> anyhow::Result<Option<Self>> {
        let Ok(server) = std::env::var("CAS_TEST_DATABASE_URL") else {
            if std::env::var("CAS_TEST_POSTGRES").as_deref() == Ok("skip") {
                return Ok(None);
            }
            bail!(
                "set CAS_TEST_DATABASE_URL to a PostgreSQL server (scripts/postgres.sh start \
                 prints one), or CAS_TEST_POSTGRES=skip to test the embedded store only"
            );
        };
        let name = format!("cas_test_{}", Uuid::now_v7().simple());
        command(&server, format!("CREATE DATABASE {name}")).await?;
        Ok(Some(Self { server, name }))
    }

    /// How to open it.
    #[must_use]
    pub fn config(&self) -> StoreConfig {
        StoreConfig::Postgres {
            url: url_of(&self.server, &self.name),
            pool: 8,
        }
    }

    /// Drops it, whoever is still connected.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn remove(self) -> anyhow::Result<()> {
        command(
            &self.server,
            format!("DROP DATABASE {} WITH (FORCE)", self.name),
        )
        .await
    }
}

/// An embedded store in a folder.
#[must_use]
pub fn embedded(folder: &Path) -> StoreConfig {
    StoreConfig::Embedded {
        file: folder.join("cas.sqlite"),
    }
}

impl Store {
    /// Every row of every table as text, in an order that does not change: two that are equal mean
    /// that nothing changed in between.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dump(&self) -> anyhow::Result<Vec<String>> {
        let tables = match self.db() {
            Db::Sqlite { .. } => "SELECT name FROM sqlite_master WHERE type = 'table'",
            Db::Postgres(_) => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
        };
        let mut rows = Vec::new();
        for (table,) in self.db().read::<(String,)>(Query::new(tables)).await? {
            let all = match self.db() {
                Db::Sqlite { .. } => self.all_of_sqlite(&table).await?,
                Db::Postgres(_) => format!("SELECT found::text FROM \"{table}\" AS found"),
            };
            let found = self.db().read::<(String,)>(Query::new(&all)).await?;
            rows.extend(found.into_iter().map(|(row,)| format!("{table}: {row}")));
        }
        rows.sort_unstable();
        Ok(rows)
    }

    async fn all_of_sqlite(&self, table: &str) -> anyhow::Result<String> {
        let columns = format!("SELECT name FROM pragma_table_info('{table}')");
        let columns = self.db().read::<(String,)>(Query::new(&columns)).await?;
        let quoted = columns
            .iter()
            .map(|(column,)| format!("quote(\"{column}\")"));
        let quoted: Vec<String> = quoted.collect();
        Ok(format!(
            "SELECT {} FROM \"{table}\"",
            quoted.join(" || ' ' || ")
        ))
    }
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

async fn command(server: &str, sql: String) -> anyhow::Result<()> {
    let mut connection = PgConnection::connect(server).await?;
    connection.execute(AssertSqlSafe(sql)).await?;
    connection.close().await?;
    Ok(())
}
