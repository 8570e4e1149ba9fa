//! What did people write, who deals with what, and what was done?

use cas_model::collaboration::Subject;
use cas_model::ids::{DeclarationId, NoteId, TenantId};
use uuid::Uuid;

use super::{Page, of_tenant, one_of_tenant, read_page};
use crate::db::{Query, Record};
use crate::rows::{
    ActivityRecord, DeclarationWorkRecord, MentionRecord, NoteEditionRecord, NoteRecord,
};
use crate::store::Store;

impl Store {
    /// The notes on a tenant's declaration or shipment, the oldest first, behind one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notes_on(
        &self,
        tenant: TenantId,
        subject: Subject,
        behind: Option<NoteId>,
        limit: u32,
    ) -> anyhow::Result<Page<NoteRecord>> {
        let query = on_subject::<NoteRecord>(tenant, subject)
            .and("id >", behind.as_ref())
            .sql(" ORDER BY id");
        read_page(self, query, limit, 0).await
    }

    /// A tenant's note, taken back or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note(&self, tenant: TenantId, id: NoteId) -> anyhow::Result<Option<NoteRecord>> {
        self.db()
            .read_one(one_of_tenant::<NoteRecord>(tenant, &id))
            .await
    }

    /// Notes of a tenant, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notes(&self, tenant: TenantId, ids: &[NoteId]) -> anyhow::Result<Vec<NoteRecord>> {
        let query = |ids: &[NoteId]| of_tenant::<NoteRecord>(tenant).and_in("id", ids);
        self.db().read_by(ids, query).await
    }

    /// How a tenant's note read from the first to the last time, behind an edition.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_editions(
        &self,
        tenant: TenantId,
        note: NoteId,
        behind: u32,
        limit: u32,
    ) -> anyhow::Result<Page<NoteEditionRecord>> {
        let query = of_tenant::<NoteEditionRecord>(tenant)
            .sql(" AND note_id = ")
            .bind(&note)
            .sql(" AND edition > ")
            .bind(&behind)
            .sql(" ORDER BY edition");
        read_page(self, query, limit, 0).await
    }

    /// Where a tenant's notes name a person, the newest note first, before one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mentions_of(
        &self,
        tenant: TenantId,
        person: &str,
        before: Option<NoteId>,
        limit: u32,
    ) -> anyhow::Result<Page<MentionRecord>> {
        let query = of_tenant::<MentionRecord>(tenant)
            .sql(" AND person = ")
            .bind(&person.to_owned())
            .and("note_id <", before.as_ref())
            .sql(" ORDER BY note_id DESC");
        read_page(self, query, limit, 0).await
    }

    /// Who deals with these declarations of a tenant, and their flags; in no order, and nothing of
    /// those of which nothing was ever said.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declaration_work(
        &self,
        tenant: TenantId,
        declarations: &[DeclarationId],
    ) -> anyhow::Result<Vec<DeclarationWorkRecord>> {
        let query = |ids: &[DeclarationId]| {
            of_tenant::<DeclarationWorkRecord>(tenant).and_in("declaration_id", ids)
        };
        self.db().read_by(declarations, query).await
    }

    /// What people did about a tenant's declaration or shipment, the newest first, before one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn activity_on(
        &self,
        tenant: TenantId,
        subject: Subject,
        before: Option<Uuid>,
        limit: u32,
    ) -> anyhow::Result<Page<ActivityRecord>> {
        let query = on_subject::<ActivityRecord>(tenant, subject)
            .and("id <", before.as_ref())
            .sql(" ORDER BY id DESC");
        read_page(self, query, limit, 0).await
    }
}

fn on_subject<R: Record>(tenant: TenantId, subject: Subject) -> Query {
    of_tenant::<R>(tenant)
        .sql(" AND subject_kind = ")
        .bind(&subject.kind)
        .sql(" AND subject_id = ")
        .bind(&subject.id)
}
