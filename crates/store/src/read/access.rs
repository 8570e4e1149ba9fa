//! Who may come in, and which keys sign tokens?

use cas_model::ids::TenantId;
use jiff::Timestamp;

use super::{by, of_tenant};
use crate::commit::insertion;
use crate::db::Query;
use crate::rows::{ClientRow, SigningKeyRow};
use crate::store::Store;

impl Store {
    /// Adds a client; one that is there stays as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_client(&self, row: &ClientRow) -> anyhow::Result<()> {
        self.write(insertion(&[row], "DO NOTHING")).await?;
        Ok(())
    }

    /// The client of a `client_id`, whose row says which tenant it belongs to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn client(&self, id: &str) -> anyhow::Result<Option<ClientRow>> {
        self.db()
            .read_one(by::<ClientRow>("id", &[id.to_owned()]))
            .await
    }

    /// Notes that a client got a token, unless a later time stands there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn client_used(&self, id: &str, at: Timestamp) -> anyhow::Result<()> {
        let query = Query::new("UPDATE client SET last_used_at = ")
            .bind(&at)
            .sql(" WHERE id = ")
            .bind(&id.to_owned())
            .sql(" AND (last_used_at IS NULL OR last_used_at < ")
            .bind(&at)
            .sql(")");
        self.write(query).await?;
        Ok(())
    }

    /// A tenant's clients.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clients(&self, tenant: TenantId) -> anyhow::Result<Vec<ClientRow>> {
        self.db()
            .read(of_tenant::<ClientRow>(tenant).sql(" ORDER BY id"))
            .await
    }

    /// All keys, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn signing_keys(&self) -> anyhow::Result<Vec<SigningKeyRow>> {
        let query = Query::select::<SigningKeyRow>().sql(" ORDER BY created_at DESC, id DESC");
        self.db().read(query).await
    }

    /// Ends all keys but one at a time, those excepted that end before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_signing_keys(&self, key: &str, at: Timestamp) -> anyhow::Result<u64> {
        let query = Query::new("UPDATE signing_key SET expires_at = ")
            .bind(&at)
            .sql(" WHERE id <> ")
            .bind(&key.to_owned())
            .sql(" AND (expires_at IS NULL OR expires_at > ")
            .bind(&at)
            .sql(")");
        self.write(query).await
    }

    /// Adds a key; one that is there stays as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_signing_key(&self, row: &SigningKeyRow) -> anyhow::Result<()> {
        self.write(insertion(&[row], "DO NOTHING")).await?;
        Ok(())
    }
}
