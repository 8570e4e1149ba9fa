//! What is known of a declaration: its row, its revisions, its history, its actions?

use cas_model::ids::{ActionId, DeclarationId, ShipmentId, SystemCode, TenantId};
use jiff::Timestamp;

use super::{by, by_keys, of_tenant, one_of_tenant};
use crate::db::{Column as _, Query};
use crate::rows::{ActionRecord, DeclarationRecord, HistoryEntry, RevisionHead, RevisionRecord};
use crate::store::Store;

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
        let of = |ids: &[ShipmentId]| by::<DeclarationRecord>("shipment_id", ids);
        let mut found: Vec<DeclarationRecord> = self.db().read_by(shipments, of).await?;
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

    /// The same without their documents.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revision_heads_of(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
    ) -> anyhow::Result<Vec<RevisionHead>> {
        let query = of_tenant::<RevisionHead>(tenant)
            .sql(" AND declaration_id = ")
            .bind(&declaration)
            .sql(" ORDER BY number");
        self.db().read(query).await
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

    /// A tenant's declarations at a system, by our number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declarations_by_lrn(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        lrns: &[String],
    ) -> anyhow::Result<Vec<(String, DeclarationId)>> {
        let numbered = |lrns: &[String]| by_number("lrn", tenant, system, lrns);
        self.db().read_by(lrns, numbered).await
    }

    /// A tenant's declarations at a system, by customs' number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declarations_by_mrn(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        mrns: &[String],
    ) -> anyhow::Result<Vec<(String, DeclarationId)>> {
        let numbered = |mrns: &[String]| by_number("mrn", tenant, system, mrns);
        self.db().read_by(mrns, numbered).await
    }

    /// A tenant's declarations for a system by the excise system's numbers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declarations_by_arc(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        arcs: &[String],
    ) -> anyhow::Result<Vec<(String, DeclarationId)>> {
        let numbered = |arcs: &[String]| by_number("arc", tenant, system, arcs);
        self.db().read_by(arcs, numbered).await
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
        let of = |column: &'static str| {
            move |numbers: &[String]| of_tenant::<DeclarationRecord>(tenant).and_in(column, numbers)
        };
        let mut found: Vec<DeclarationRecord> = self.db().read_by(numbers, of("mrn")).await?;
        found.extend(self.db().read_by(numbers, of("arc")).await?);
        found.sort_by_key(|row| row.id);
        found.dedup_by_key(|row| row.id);
        Ok(found)
    }
}

fn by_number(column: &str, tenant: TenantId, system: &SystemCode, numbers: &[String]) -> Query {
    Query::new(&format!(
        "SELECT {column}, id FROM declaration WHERE tenant_id = "
    ))
    .bind(&tenant)
    .sql(" AND system = ")
    .bind(system)
    .and_in(column, numbers)
    .sql(" ORDER BY id")
}
