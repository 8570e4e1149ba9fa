//! What needs a person, and what persons decided?

use cas_model::ids::{AlertId, MessageId, TaskId, TenantId};
use cas_model::visibility::VisibleParts;

use super::visible::and_about_visible;
use super::{of_tenant, one_of_tenant};
use crate::db::Query;
use crate::rows::{AlertRecord, AssignmentRecord, DeadTask};
use crate::store::Store;

/// Which alerts are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenAlerts {
    /// Those that nobody dealt with.
    Only,
    /// Those that somebody dealt with, or that ended by themselves.
    Resolved,
    /// All of them, the resolved ones too.
    AndResolved,
}

/// Which of a tenant's alerts are wanted, and how many.
#[derive(Clone, Debug)]
pub struct AlertSearch {
    /// Those that are open, the others, or all.
    pub which: OpenAlerts,
    /// The parts of the organisation that the reader may see; all where it is absent.
    pub visible: Option<VisibleParts>,
    /// Continue behind this alert.
    pub behind: Option<AlertId>,
    /// At most so many.
    pub limit: u32,
}

impl AlertSearch {
    /// The newest of all parts of the organisation.
    #[must_use]
    pub const fn newest(which: OpenAlerts, limit: u32) -> Self {
        Self {
            which,
            visible: None,
            behind: None,
            limit,
        }
    }
}

impl Store {
    /// A tenant's alerts, the newest first, beginning behind one. Whoever is restricted is shown
    /// those about declarations that he may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alerts(
        &self,
        tenant: TenantId,
        search: &AlertSearch,
    ) -> anyhow::Result<Vec<AlertRecord>> {
        let condition = match search.which {
            OpenAlerts::Only => " AND resolved_at IS NULL",
            OpenAlerts::Resolved => " AND resolved_at IS NOT NULL",
            OpenAlerts::AndResolved => "",
        };
        let query = of_tenant::<AlertRecord>(tenant)
            .sql(condition)
            .and("id <", search.behind.as_ref());
        let query = and_about_visible(query, tenant, search.visible.as_ref())
            .sql(" ORDER BY id DESC LIMIT ")
            .bind(&search.limit);
        self.db().read(query).await
    }

    /// A tenant's alert.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alert(
        &self,
        tenant: TenantId,
        id: AlertId,
    ) -> anyhow::Result<Option<AlertRecord>> {
        let query = one_of_tenant::<AlertRecord>(tenant, &id);
        self.db().read_one(query).await
    }

    /// A tenant's open alerts about a message.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_alerts_about(
        &self,
        tenant: TenantId,
        message: MessageId,
    ) -> anyhow::Result<Vec<AlertRecord>> {
        let query = of_tenant::<AlertRecord>(tenant)
            .sql(" AND resolved_at IS NULL AND message_id = ")
            .bind(&message)
            .sql(" ORDER BY id");
        self.db().read(query).await
    }

    /// A tenant's open alerts of a kind that are about this subject.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_alerts_on(
        &self,
        tenant: TenantId,
        kind: &str,
        subject: &str,
    ) -> anyhow::Result<Vec<AlertRecord>> {
        let query = of_tenant::<AlertRecord>(tenant)
            .sql(" AND resolved_at IS NULL AND kind = ")
            .bind(&kind.to_owned())
            .sql(" AND subject = ")
            .bind(&subject.to_owned())
            .sql(" ORDER BY id");
        self.db().read(query).await
    }

    /// What persons say that these messages of a tenant are about.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assignments(
        &self,
        tenant: TenantId,
        messages: &[MessageId],
    ) -> anyhow::Result<Vec<AssignmentRecord>> {
        let query = |messages: &[MessageId]| {
            of_tenant::<AssignmentRecord>(tenant).and_in("message_id", messages)
        };
        self.db().read_by(messages, query).await
    }

    /// A tenant's tasks that were given up, the newest first, beginning behind one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dead_tasks(
        &self,
        tenant: TenantId,
        behind: Option<TaskId>,
        limit: u32,
    ) -> anyhow::Result<Vec<DeadTask>> {
        let query = dead(tenant)
            .and("id <", behind.as_ref())
            .sql(" ORDER BY id DESC LIMIT ")
            .bind(&limit);
        self.db().read(query).await
    }

    /// A tenant's task, where it was given up.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dead_task(
        &self,
        tenant: TenantId,
        id: TaskId,
    ) -> anyhow::Result<Option<DeadTask>> {
        let query = dead(tenant).sql(" AND id = ").bind(&id);
        self.db().read_one(query).await
    }
}

fn dead(tenant: TenantId) -> Query {
    of_tenant::<DeadTask>(tenant).sql(" AND due_at IS NULL")
}
