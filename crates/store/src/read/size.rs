//! How much is there?

use cas_model::ids::TenantId;
use cas_model::lifecycle::Status;
use cas_model::message::MessageState;

use crate::db::Query;
use crate::store::Store;

impl Store {
    /// How many declarations of a tenant are released.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_released(&self, tenant: TenantId) -> anyhow::Result<u64> {
        let query = Query::new("SELECT COUNT(*) FROM declaration WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" AND status = ")
            .bind(&Status::Released);
        let count = self
            .db()
            .read_one::<(i64,)>(query)
            .await?
            .map_or(0, |(count,)| count);
        Ok(u64::try_from(count)?)
    }

    /// For each message that was sent, how long after the receipt of its shipment, in
    /// microseconds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ingest_to_sent_microseconds(&self, tenant: TenantId) -> anyhow::Result<Vec<i64>> {
        let query = Query::new(
            "SELECT message.processed_at - ingestion.received_at FROM ingestion \
             JOIN declaration ON declaration.tenant_id = ingestion.tenant_id \
             AND declaration.external_reference = ingestion.external_reference \
             JOIN message ON message.tenant_id = declaration.tenant_id \
             AND message.declaration_id = declaration.id WHERE message.state = ",
        )
        .bind(&MessageState::Sent)
        .sql(" AND ingestion.tenant_id = ")
        .bind(&tenant);
        let rows = self.db().read::<(i64,)>(query).await?;
        Ok(rows.into_iter().map(|(span,)| span).collect())
    }
}
