//! What needs a person, and what persons decided?

use cas_model::ids::{AlertId, MessageId, TaskId, TenantId};

use super::listing::{ListPage, Listing, Share};
use super::visible::and_about_visible;
use super::{of_tenant, one_of_tenant};
use crate::db::Query;
use crate::rows::{AlertRecord, AlertSearch, AssignmentRecord, DeadTask, ListCount, OpenAlerts};
use crate::store::Store;

impl Store {
    /// A tenant's alerts that match, the newest first unless the search says otherwise. Whoever is
    /// restricted is shown those about declarations that he may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alerts(
        &self,
        tenant: TenantId,
        search: &AlertSearch,
    ) -> anyhow::Result<ListPage<AlertRecord>> {
        let share = Share {
            limit: search.limit,
            offset: 0,
        };
        let listing = alerts_listed(tenant, search);
        listing.page(self, &search.place, share).await
    }

    /// How many of a tenant's alerts match.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_alerts(
        &self,
        tenant: TenantId,
        search: &AlertSearch,
    ) -> anyhow::Result<ListCount> {
        let listing = alerts_listed(tenant, search);
        listing.count(self, &search.place).await
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

fn alerts_listed(tenant: TenantId, search: &AlertSearch) -> Listing {
    let mut listing = Listing::of_tenant::<AlertRecord>(tenant);
    let order = search.place.sort.order;
    match search.which {
        OpenAlerts::Only => listing.scope = listing.scope.sql(" AND resolved_at IS NULL"),
        OpenAlerts::Resolved => listing.restrict(Query::new(" AND resolved_at IS NOT NULL")),
        OpenAlerts::AndResolved => {}
    }
    listing.filter_apart("kind", &search.kinds);
    listing.filter_apart("declaration_id", search.declaration.as_slice());
    listing.compare(order, "raised_at", ">=", search.raised_from.as_ref());
    listing.compare(order, "raised_at", "<", search.raised_to.as_ref());
    if let Some(assignee) = &search.assignee {
        let is_his = Query::new(
            " AND (SELECT work.assignee FROM alert_work AS work \
             WHERE work.alert_id = alert.id AND work.tenant_id = ",
        );
        listing.restrict(is_his.bind(&tenant).sql(") = ").bind(assignee));
    }
    if search.visible.is_some() {
        let shown = Query::new("");
        listing.restrict(and_about_visible(
            shown,
            "alert",
            tenant,
            search.visible.as_ref(),
        ));
    }
    listing
}
