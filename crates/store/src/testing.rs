//! Databases for tests: each test gets its own, on the embedded store and on PostgreSQL, and may
//! look at all that is in it.
//!
//! `CAS_TEST_DATABASE_URL` names a PostgreSQL server (`scripts/postgres.sh start` prints one);
//! `CAS_TEST_POSTGRES=skip` leaves PostgreSQL out, knowingly.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::bail;
use cas_model::ids::{AlertId, TenantId};
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use uuid::Uuid;

use crate::audit_chain::{hash_of, id_of};
use crate::db::{Db, Query, Record as _, Transaction};
use crate::rows::{AlertRecord, AuditEntry};
use crate::{Store, StoreConfig};

/// The rows of a table: each column and what it says, as SQL writes it.
pub type Rows = Vec<BTreeMap<String, String>>;

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

/// Lets the connection that writes to an embedded store use so many pages and no more; one that takes
/// its place has no limit.
///
/// # Errors
/// When the database fails.
pub async fn limit_pages(store: &Store, pages: u32) -> anyhow::Result<()> {
    let limit = Query::new(&format!("PRAGMA max_page_count = {pages}"));
    store.db().changed_rows(limit).await?;
    Ok(())
}

/// A database that takes no writes, until this is dropped: another program holds it.
#[derive(Debug)]
pub struct Hanging {
    _db: Db,
    _transaction: Transaction,
}

/// Makes a database hang for whoever writes.
///
/// # Errors
/// When the database fails.
pub async fn hang(config: &StoreConfig) -> anyhow::Result<Hanging> {
    let db = Db::open(config).await?;
    let mut transaction = db.begin().await?;
    if let Db::Postgres(_) = db {
        let lock = Query::new("LOCK TABLE write_proof IN ACCESS EXCLUSIVE MODE");
        transaction.execute(lock).await?;
    }
    Ok(Hanging {
        _db: db,
        _transaction: transaction,
    })
}

/// All that a store keeps, table by table: to say that nothing was changed.
///
/// # Errors
/// When the database fails.
pub async fn dump(store: &Store) -> anyhow::Result<BTreeMap<String, Rows>> {
    let db = store.db();
    let tables = Query::new(match db {
        Db::Sqlite { .. } => "SELECT name FROM sqlite_master WHERE type = 'table'",
        Db::Postgres(_) => {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
        }
    });
    let mut dump = BTreeMap::new();
    for (table,) in db.read::<(String,)>(tables).await? {
        if !table.starts_with('_') && !table.starts_with("sqlite_") {
            let rows = rows_of(db, &table).await?;
            dump.insert(table, rows);
        }
    }
    Ok(dump)
}

async fn rows_of(db: &Db, table: &str) -> anyhow::Result<Rows> {
    let names = Query::new(match db {
        Db::Sqlite { .. } => "SELECT name FROM pragma_table_info(",
        Db::Postgres(_) => {
            "SELECT column_name::text FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = ("
        }
    });
    let names = names.bind(&table.to_owned()).sql(") ORDER BY 1");
    let columns: Vec<(String,)> = db.read(names).await?;
    let written = columns.iter().map(|(column,)| match db {
        Db::Sqlite { .. } => format!("quote(\"{column}\")"),
        Db::Postgres(_) => format!("quote_nullable(\"{column}\"::text)"),
    });
    let written: Vec<String> = written.collect();
    let query = format!("SELECT {} FROM \"{table}\"", written.join(", "));
    let mut rows = Rows::new();
    for row in db.rows(Query::new(&query)).await? {
        let mut cells = row.cells();
        let read = columns
            .iter()
            .map(|(column,)| Ok((column.clone(), cells.next()?)));
        rows.push(read.collect::<anyhow::Result<_>>()?);
    }
    rows.sort();
    Ok(rows)
}

impl Store {
    /// Marks a tenant's alert as dealt with; false where there is none that is open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn resolve_alert(
        &self,
        tenant: TenantId,
        id: AlertId,
        at: Timestamp,
    ) -> anyhow::Result<bool> {
        let query = Query::new(&format!("UPDATE {} SET resolved_at = ", AlertRecord::TABLE))
            .bind(&at)
            .sql(" WHERE resolved_at IS NULL AND tenant_id = ")
            .bind(&tenant)
            .sql(" AND id = ")
            .bind(&id);
        Ok(self.write(query).await? == 1)
    }
}

impl Store {
    /// Damages the rows that lists read of a tenant's declarations with an LRN; how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn damage_summaries(&self, tenant: TenantId, lrn: &str) -> anyhow::Result<u64> {
        let query = Query::new(
            "UPDATE declaration_summary SET direction = 'ASIDE', \
                 status = 'ASIDE' WHERE tenant_id = ",
        )
        .bind(&tenant)
        .sql(" AND lrn = ")
        .bind(&lrn.to_owned());
        self.write(query).await
    }
}

impl Store {
    /// Gives a tenant's tasks of a subject up, as if all attempts had failed; how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn give_up_tasks(
        &self,
        tenant: TenantId,
        subject: uuid::Uuid,
        why: &str,
    ) -> anyhow::Result<u64> {
        let query = Query::new("UPDATE task SET due_at = NULL, attempt = 20, error = ")
            .bind(&why.to_owned())
            .sql(" WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" AND subject = ")
            .bind(&subject);
        self.write(query).await
    }
}

impl Store {
    /// Does something to a place of a tenant's audit trail behind its back; how many entries it hit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tamper_with_audit(
        &self,
        tenant: TenantId,
        sequence: i64,
        how: Tampering,
    ) -> anyhow::Result<u64> {
        let there = |query: Query| {
            let query = query.sql(" WHERE tenant_id = ").bind(&tenant);
            query.sql(" AND sequence = ").bind(&sequence)
        };
        let query = match how {
            Tampering::Detail => Query::new("UPDATE audit SET detail = 'nothing'"),
            Tampering::Removal => Query::new("DELETE FROM audit"),
            Tampering::Rewriting => {
                let entry = there(Query::select::<AuditEntry>());
                let Some(mut entry) = self.db().read_one::<AuditEntry>(entry).await? else {
                    return Ok(0);
                };
                entry.detail = Some("nothing".to_owned());
                let hash = hash_of(&entry);
                Query::new("UPDATE audit SET detail = 'nothing', hash = ")
                    .bind(&hash)
                    .sql(", id = ")
                    .bind(&id_of(&hash))
            }
        };
        self.write(there(query)).await
    }
}

/// What is done to an entry of an audit trail behind its back.
#[derive(Clone, Copy, Debug)]
pub enum Tampering {
    /// It says something else.
    Detail,
    /// It is not there any more.
    Removal,
    /// It says something else, with the hash of that: whoever does it knows how entries are chained.
    Rewriting,
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
