//! Who looks at a declaration now, and who is to deal with which alert?

use cas_model::ids::{AlertId, DeclarationId, TenantId};
use jiff::Timestamp;

use super::of_tenant;
use crate::commit::insertion;
use crate::db::Query;
use crate::rows::{AlertWorkRow, PresenceRow};
use crate::store::Store;

const PRESENCE: &str = "(declaration_id, person) DO UPDATE SET place = excluded.place, \
    is_typing = excluded.is_typing, until = excluded.until \
    WHERE presence.tenant_id = excluded.tenant_id";

const ALERT_WORK: &str = "(alert_id) DO UPDATE SET assignee = excluded.assignee, \
    updated_at = excluded.updated_at, updated_by = excluded.updated_by \
    WHERE alert_work.tenant_id = excluded.tenant_id";

/// The most persons who are shown at one declaration.
const MOST_PRESENT: u32 = 50;

impl Store {
    /// Notes that a person looks at a declaration, and forgets those whose time is over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_presence(&self, row: &PresenceRow, now: Timestamp) -> anyhow::Result<()> {
        self.write(insertion(&[row], PRESENCE)).await?;
        let query = Query::new("DELETE FROM presence WHERE tenant_id = ")
            .bind(&row.tenant_id)
            .sql(" AND declaration_id = ")
            .bind(&row.declaration_id)
            .sql(" AND until <= ")
            .bind(&now);
        self.write(query).await?;
        Ok(())
    }

    /// Who looks at a tenant's declaration now, by their names.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn present_at(
        &self,
        tenant: TenantId,
        declaration: DeclarationId,
        now: Timestamp,
    ) -> anyhow::Result<Vec<PresenceRow>> {
        let query = of_tenant::<PresenceRow>(tenant)
            .sql(" AND declaration_id = ")
            .bind(&declaration)
            .sql(" AND until > ")
            .bind(&now)
            .sql(" ORDER BY person LIMIT ")
            .bind(&MOST_PRESENT);
        self.db().read(query).await
    }

    /// Says who is to deal with an alert.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assign_alert(&self, row: &AlertWorkRow) -> anyhow::Result<()> {
        self.write(insertion(&[row], ALERT_WORK)).await?;
        Ok(())
    }

    /// Who is to deal with these alerts of a tenant; nothing of those of which nothing was said.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alert_work(
        &self,
        tenant: TenantId,
        alerts: &[AlertId],
    ) -> anyhow::Result<Vec<AlertWorkRow>> {
        let query = |ids: &[AlertId]| of_tenant::<AlertWorkRow>(tenant).and_in("alert_id", ids);
        self.db().read_by(alerts, query).await
    }
}
