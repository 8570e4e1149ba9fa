//! How is an index made while others write?
//!
//! PostgreSQL makes it beside them. SQLite has one writer: commits wait for as long as it takes, some
//! seconds for a million rows, and reads go on.

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool};

use super::progress::{Progress, Step};
use crate::db::Db;

/// Told apart from other locks of the database by this number.
const LOCK: &str = "SELECT pg_try_advisory_lock(4351170026)";

const FINISHED: Progress = Progress {
    done_until: None,
    done: 1,
    total: 1,
    finished: 1,
};

/// Makes an index; where it is there, only notes that.
pub(super) async fn make(db: &Db, name: &str, on: &str) -> anyhow::Result<Step> {
    match db {
        Db::Sqlite { .. } => {
            let mut transaction = db.begin().await?;
            let sql = format!("CREATE INDEX IF NOT EXISTS {name} ON {on}");
            transaction.execute(crate::db::Query::new(&sql)).await?;
            FINISHED.keep(&mut transaction, name).await?;
            transaction.commit().await?;
            Ok(Step::Finished)
        }
        Db::Postgres(pool) => {
            let mut connection = pool.acquire().await?.detach();
            let made = make_beside_writers(&mut connection, name, on).await;
            // The lock is the connection's.
            connection.close().await?;
            if !made? {
                return Ok(Step::Elsewhere);
            }
            note(pool, name).await?;
            Ok(Step::Finished)
        }
    }
}

async fn note(pool: &PgPool, name: &str) -> Result<(), sqlx::Error> {
    let db = Db::Postgres(pool.clone());
    db.execute(FINISHED.upsert(name)).await.map(|_| ())
}

/// Makes it without keeping others from writing; false where another node is at it.
async fn make_beside_writers(
    connection: &mut PgConnection,
    name: &str,
    on: &str,
) -> Result<bool, sqlx::Error> {
    let is_mine: bool = sqlx::query_scalar(LOCK).fetch_one(&mut *connection).await?;
    if !is_mine {
        return Ok(false);
    }
    // What was begun and interrupted is there, and used by nobody.
    let is_broken: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid)",
    )
    .bind(name)
    .fetch_one(&mut *connection)
    .await?;
    if is_broken {
        let sql = format!("DROP INDEX CONCURRENTLY {name}");
        connection.execute(AssertSqlSafe(sql)).await?;
    }
    let sql = format!("CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {on}");
    connection.execute(AssertSqlSafe(sql)).await?;
    Ok(true)
}
