//! What is known of a declaration: its row, its revisions, its history, its actions?

use std::collections::HashMap;

use anyhow::Context as _;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::{ActionId, DeclarationId, ShipmentId, SystemCode, TenantId};
use jiff::Timestamp;

use super::page::{ANY_NUMBER, read_page};
use super::{PAGE_BYTES, Page, by, by_keys, of_tenant, one_of_tenant};
use crate::db::{Column as _, Query};
use crate::rows::{
    ActionRecord, DeclarationRecord, HistoryEntry, Json, RevisionHead, RevisionRecord,
};
use crate::store::Store;

/// How many documents are read before it is looked at how large they are.
const DOCUMENTS_AT_ONCE: usize = 8;

impl Store {
    /// Declarations of any tenant, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declarations(
        &self,
        ids: &[DeclarationId],
    ) -> anyhow::Result<Vec<DeclarationRecord>> {
        self.db()
            .read_by(ids, |ids| by::<DeclarationRecord>("id", ids))
            .await
    }

    /// A tenant's declaration.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declaration(
        &self,
        tenant: TenantId,
        id: DeclarationId,
    ) -> anyhow::Result<Option<DeclarationRecord>> {
        self.db()
            .read_one(one_of_tenant::<DeclarationRecord>(tenant, &id))
            .await
    }

    /// The declarations of shipments of any tenant, in the order they were made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declarations_of_shipments(
        &self,
        shipments: &[ShipmentId],
    ) -> anyhow::Result<Vec<DeclarationRecord>> {
        let query = |ids: &[ShipmentId]| by::<DeclarationRecord>("shipment_id", ids);
        let mut found: Vec<DeclarationRecord> = self.db().read_by(shipments, query).await?;
        found.sort_by_key(|row| row.id);
        Ok(found)
    }

    /// Declarations of any tenant whose deadline has passed, the longest overdue first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declarations_due(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> anyhow::Result<Vec<DeclarationRecord>> {
        let query = Query::select::<DeclarationRecord>()
            .sql(" WHERE due_at <= ")
            .bind(&now)
            .sql(" ORDER BY due_at, id LIMIT ")
            .bind(&limit);
        self.db().read(query).await
    }

    /// The revisions of a tenant's declaration, from the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revisions_of(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
    ) -> anyhow::Result<Vec<RevisionRecord>> {
        let query = of_tenant::<RevisionRecord>(tenant)
            .sql(" AND declaration_id = ")
            .bind(&declaration)
            .sql(" ORDER BY number");
        self.db().read(query).await
    }

    /// The same without their documents, a page of bytes beginning behind one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revision_heads_of(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
        behind: Option<u32>,
    ) -> anyhow::Result<Page<RevisionHead>> {
        let query = of_tenant::<RevisionHead>(tenant)
            .sql(" AND declaration_id = ")
            .bind(&declaration)
            .and("number >", behind.as_ref())
            .sql(" ORDER BY number");
        read_page(self, query, ANY_NUMBER, 0).await
    }

    /// Revisions by declaration and number, of any tenant and in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revisions(
        &self,
        keys: &[(DeclarationId, u32)],
    ) -> anyhow::Result<Vec<RevisionRecord>> {
        by_keys(
            self,
            &["declaration_id", "number"],
            keys,
            |(declaration, number), into| {
                into.extend([declaration.write(), number.write()]);
            },
        )
        .await
    }

    /// The documents of revisions of any tenant, in the order of the keys: as many as hold
    /// [`PAGE_BYTES`], at least one.
    ///
    /// # Errors
    /// When the database fails, or a revision is not there.
    pub async fn documents_within(
        &self,
        keys: &[(DeclarationId, u32)],
    ) -> anyhow::Result<Vec<Json<SingleAdministrativeDocument>>> {
        let (mut documents, mut bytes) = (Vec::new(), 0);
        for some in keys.chunks(DOCUMENTS_AT_ONCE) {
            let found = self.revisions(some).await?.into_iter();
            let found = found.map(|row| ((row.declaration_id, row.number), row.document));
            let mut found: HashMap<_, _> = found.collect();
            for key in some {
                let document = found.remove(key);
                let document = document.with_context(|| format!("{} lacks a revision", key.0))?;
                bytes += document.as_str().len();
                if bytes > PAGE_BYTES && !documents.is_empty() {
                    return Ok(documents);
                }
                documents.push(document);
            }
        }
        Ok(documents)
    }

    /// The history of a tenant's declaration, from its beginning.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn history(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
    ) -> anyhow::Result<Vec<HistoryEntry>> {
        let query = of_tenant::<HistoryEntry>(tenant)
            .sql(" AND declaration_id = ")
            .bind(&declaration)
            .sql(" ORDER BY seq");
        self.db().read(query).await
    }

    /// The history of a tenant's declaration, a page of bytes beginning behind an entry.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn history_page(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
        behind: Option<u32>,
    ) -> anyhow::Result<Page<HistoryEntry>> {
        let query = of_tenant::<HistoryEntry>(tenant)
            .sql(" AND declaration_id = ")
            .bind(&declaration)
            .and("seq >", behind.as_ref())
            .sql(" ORDER BY seq");
        read_page(self, query, ANY_NUMBER, 0).await
    }

    /// The histories of declarations of any tenant, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn histories(&self, ids: &[DeclarationId]) -> anyhow::Result<Vec<HistoryEntry>> {
        self.db()
            .read_by(ids, |ids| by::<HistoryEntry>("declaration_id", ids))
            .await
    }

    /// Requested actions of any tenant, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn actions(&self, ids: &[ActionId]) -> anyhow::Result<Vec<ActionRecord>> {
        self.db()
            .read_by(ids, |ids| by::<ActionRecord>("id", ids))
            .await
    }

    /// A tenant's requested action, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn action_of(
        &self,
        tenant: TenantId,
        action: ActionId,
    ) -> anyhow::Result<Option<ActionRecord>> {
        let query = of_tenant::<ActionRecord>(tenant)
            .sql(" AND id = ")
            .bind(&action);
        Ok(self.db().read(query).await?.into_iter().next())
    }

    /// The actions requested of a tenant's declaration that ended without being done, in the order
    /// in which they were asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn refused_actions_of(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
    ) -> anyhow::Result<Vec<ActionRecord>> {
        let query = of_tenant::<ActionRecord>(tenant)
            .sql(" AND declaration_id = ")
            .bind(&declaration)
            .sql(" AND finished_at IS NOT NULL ORDER BY requested_at, id");
        let mut ended: Vec<ActionRecord> = self.db().read(query).await?;
        ended.retain(|action| action.successful == Some(false));
        Ok(ended)
    }

    /// A tenant's declarations at a system that have one of these numbers in a column (`lrn`, `mrn`
    /// or `arc`), in the order they were made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declarations_at(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        column: NumberColumn,
        numbers: &[String],
    ) -> anyhow::Result<Vec<DeclarationRecord>> {
        let numbered = |numbers: &[String]| {
            of_tenant::<DeclarationRecord>(tenant)
                .sql(" AND system = ")
                .bind(system)
                .and_in(column.name(), numbers)
        };
        let mut found: Vec<DeclarationRecord> = self.db().read_by(numbers, numbered).await?;
        found.sort_by_key(|row| row.id);
        Ok(found)
    }

    /// A tenant's declarations at any system, by numbers of customs or of the excise system, in the
    /// order they were made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declarations_numbered(
        &self,
        tenant: TenantId,
        numbers: &[String],
    ) -> anyhow::Result<Vec<DeclarationRecord>> {
        let query = |column: &'static str| {
            move |numbers: &[String]| of_tenant::<DeclarationRecord>(tenant).and_in(column, numbers)
        };
        let mut found: Vec<DeclarationRecord> = self.db().read_by(numbers, query("mrn")).await?;
        found.extend(self.db().read_by(numbers, query("arc")).await?);
        found.sort_by_key(|row| row.id);
        found.dedup_by_key(|row| row.id);
        Ok(found)
    }
}

/// A column in which a declaration keeps a number that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberColumn {
    /// The number that its sender gave it.
    Lrn,
    /// The number that customs gave it.
    Mrn,
    /// The number that the excise system gave it.
    Arc,
    /// The reference of the consignment that its goods move as.
    Consignment,
}

impl NumberColumn {
    const fn name(self) -> &'static str {
        match self {
            Self::Lrn => "lrn",
            Self::Mrn => "mrn",
            Self::Arc => "arc",
            Self::Consignment => "consignment",
        }
    }
}
