//! Can the store be written?

use std::borrow::Cow;

use anyhow::anyhow;

use crate::db::{Db, Query, undisturbed};
use crate::store::Store;

/// One row is enough: what is proved is that it reaches the disk.
const PROOF: &str = "INSERT INTO write_proof (id, proofs) VALUES (1, 1) \
    ON CONFLICT (id) DO UPDATE SET proofs = write_proof.proofs + 1";

/// Why nothing can be written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// There is no room left where the database is.
    #[error("the disk of the database is full")]
    DiskFull(#[source] anyhow::Error),
    /// The database refused, or cannot be reached.
    #[error("the database takes no writes")]
    Failed(#[source] anyhow::Error),
}

impl Store {
    /// Writes a row and commits it: only a commit shows that there is room on the disk.
    ///
    /// # Errors
    /// When nothing can be written. How long that takes to be known is for the caller to limit.
    pub async fn prove_write(&self) -> Result<(), NotWritten> {
        let written = undisturbed(|| commit_proof(self.db())).await;
        written.map_err(|error| {
            let is_full = is_disk_full(&error);
            let error = anyhow!(error);
            match is_full {
                true => NotWritten::DiskFull(error),
                false => NotWritten::Failed(error),
            }
        })
    }
}

async fn commit_proof(db: &Db) -> Result<(), sqlx::Error> {
    let mut transaction = db.begin().await?;
    transaction.execute(Query::new(PROOF)).await?;
    transaction.commit().await
}

/// 13 is SQLite's, 53100 PostgreSQL's.
fn is_disk_full(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|refusal| refusal.code());
    matches!(code.as_ref().map(Cow::as_ref), Some("13" | "53100"))
}
