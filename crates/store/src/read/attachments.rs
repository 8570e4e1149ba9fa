//! Which files are there, and what is in them?

use cas_model::collaboration::{AttachmentState, Subject};
use cas_model::ids::{AttachmentId, TenantId};
use jiff::Timestamp;

use super::{Page, of_tenant, one_of_tenant, read_page};
use crate::db::Query;
use crate::rows::{AttachmentPart, AttachmentRecord};
use crate::store::Store;

impl Store {
    /// The files at a tenant's declaration or shipment, the oldest first, behind one; those that
    /// are still coming are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attachments_of(
        &self,
        tenant: TenantId,
        subject: Subject,
        behind: Option<AttachmentId>,
        limit: u32,
    ) -> anyhow::Result<Page<AttachmentRecord>> {
        let query = of_tenant::<AttachmentRecord>(tenant)
            .sql(" AND subject_kind = ")
            .bind(&subject.kind)
            .sql(" AND subject_id = ")
            .bind(&subject.id)
            .sql(" AND state <> ")
            .bind(&AttachmentState::Uploading)
            .and("id >", behind.as_ref())
            .sql(" ORDER BY id");
        read_page(self, query, limit, 0).await
    }

    /// A tenant's file, whole or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attachment(
        &self,
        tenant: TenantId,
        id: AttachmentId,
    ) -> anyhow::Result<Option<AttachmentRecord>> {
        self.db()
            .read_one(one_of_tenant::<AttachmentRecord>(tenant, &id))
            .await
    }

    /// A part of a tenant's file; `None` behind the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attachment_part(
        &self,
        tenant: TenantId,
        id: AttachmentId,
        part: u32,
    ) -> anyhow::Result<Option<AttachmentPart>> {
        let query = of_tenant::<AttachmentPart>(tenant)
            .sql(" AND attachment_id = ")
            .bind(&id)
            .sql(" AND part = ")
            .bind(&part);
        self.db().read_one(query).await
    }

    /// Files of a tenant that began to come before a time and did not come, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn abandoned_attachments(
        &self,
        tenant: TenantId,
        before: Timestamp,
        limit: u32,
    ) -> anyhow::Result<Page<AttachmentRecord>> {
        let query = of_tenant::<AttachmentRecord>(tenant)
            .sql(" AND state = 'uploading' AND created_at < ")
            .bind(&before)
            .sql(" ORDER BY created_at");
        read_page(self, query, limit, 0).await
    }

    /// How many bytes of files a tenant has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attachment_bytes(&self, tenant: TenantId) -> anyhow::Result<i64> {
        let query =
            Query::new("SELECT bytes FROM attachment_usage WHERE tenant_id = ").bind(&tenant);
        let bytes = self.db().read_one::<(i64,)>(query).await?;
        Ok(bytes.map_or(0, |(bytes,)| bytes))
    }
}
