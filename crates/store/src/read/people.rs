//! Who may sign in, to what, and what did people do about access?

use cas_model::ids::{TenantId, UserId};
use jiff::Timestamp;

use super::{by, of_tenant};
use crate::commit::administrators;
use crate::db::Query;
use crate::rows::{LinkRecord, MembershipRecord, SessionRecord, UserRecord};
use crate::store::Store;

impl Store {
    /// The accounts of these ids, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn users(&self, ids: &[UserId]) -> anyhow::Result<Vec<UserRecord>> {
        let query = |ids: &[UserId]| by::<UserRecord>("id", ids);
        self.db().read_by(ids, query).await
    }

    /// The account of an id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn user(&self, id: UserId) -> anyhow::Result<Option<UserRecord>> {
        self.db().read_one(by::<UserRecord>("id", &[id])).await
    }

    /// The account that is signed in to with a name, which is in small letters.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn user_named(&self, name: &str) -> anyhow::Result<Option<UserRecord>> {
        let query = by::<UserRecord>("name", &[name.to_owned()]);
        self.db().read_one(query).await
    }

    /// The account of whom an issuer of single sign-on vouches for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn user_of_subject(
        &self,
        issuer: &str,
        subject: &str,
    ) -> anyhow::Result<Option<UserRecord>> {
        let query = Query::select::<UserRecord>()
            .sql(" WHERE issuer = ")
            .bind(&issuer.to_owned())
            .sql(" AND subject = ")
            .bind(&subject.to_owned());
        self.db().read_one(query).await
    }

    /// The members of a tenant.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn members(&self, tenant: TenantId) -> anyhow::Result<Vec<MembershipRecord>> {
        let query = of_tenant::<MembershipRecord>(tenant).sql(" ORDER BY user_id");
        self.db().read(query).await
    }

    /// What a person may do, in each tenant that the person is a member of.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn memberships_of(&self, user: UserId) -> anyhow::Result<Vec<MembershipRecord>> {
        let query = by::<MembershipRecord>("user_id", &[user]).sql(" ORDER BY tenant_id");
        self.db().read(query).await
    }

    /// The administrators of a tenant who may sign in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn administrators(&self, tenant: TenantId) -> anyhow::Result<Vec<UserId>> {
        let found: Vec<(UserId,)> = self.db().read(administrators("user_id", tenant)).await?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }

    /// The session of a token's hash, whether it has ended by time or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&self, token_hash: &str) -> anyhow::Result<Option<SessionRecord>> {
        let query = by::<SessionRecord>("token_hash", &[token_hash.to_owned()]);
        self.db().read_one(query).await
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_session_used(&self, token_hash: &str, at: Timestamp) -> anyhow::Result<()> {
        let query = Query::new("UPDATE session SET seen_at = ")
            .bind(&at)
            .sql(" WHERE token_hash = ")
            .bind(&token_hash.to_owned());
        self.write(query).await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&self, token_hash: &str) -> anyhow::Result<()> {
        let query =
            Query::new("DELETE FROM session WHERE token_hash = ").bind(&token_hash.to_owned());
        self.write(query).await?;
        Ok(())
    }

    /// The link of a token's hash, whether its time has run out or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in_link(&self, token_hash: &str) -> anyhow::Result<Option<LinkRecord>> {
        let query = by::<LinkRecord>("token_hash", &[token_hash.to_owned()]);
        self.db().read_one(query).await
    }
}
