//! What happened, who wants to know, and was it delivered?

use cas_model::ids::{DeliveryId, NotificationId, SubscriptionId, TenantId};
use jiff::Timestamp;

use super::{Page, by, of_tenant, one_of_tenant, page, read_page};
use crate::changes::{Changes, CommitError, PeopleChanges};
use crate::db::Query;
use crate::rows::{
    AuditRecord, DeliveryRecord, DeliveryState, NotificationRecord, SubscriptionRecord,
};
use crate::store::Store;

impl Store {
    /// A tenant's subscriptions, active or not, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn subscriptions(&self, tenant: TenantId) -> anyhow::Result<Vec<SubscriptionRecord>> {
        self.db()
            .read(of_tenant::<SubscriptionRecord>(tenant).sql(" ORDER BY id"))
            .await
    }

    /// The active subscriptions of tenants.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn subscriptions_of(
        &self,
        tenants: &[TenantId],
    ) -> anyhow::Result<Vec<SubscriptionRecord>> {
        let active = |tenants: &[TenantId]| {
            by::<SubscriptionRecord>("tenant_id", tenants)
                .sql(" AND disabled_at IS NULL ORDER BY tenant_id, id")
        };
        self.db().read_by(tenants, active).await
    }

    /// A tenant's subscription.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn subscription(
        &self,
        tenant: TenantId,
        id: SubscriptionId,
    ) -> anyhow::Result<Option<SubscriptionRecord>> {
        self.db()
            .read_one(one_of_tenant::<SubscriptionRecord>(tenant, &id))
            .await
    }

    /// Adds a subscription.
    ///
    /// # Errors
    /// When it is there already, or the database fails.
    pub async fn insert_subscription(&self, row: &SubscriptionRecord) -> anyhow::Result<()> {
        let changes = Changes {
            subscriptions: vec![row.clone()],
            ..Changes::default()
        };
        Ok(self.commit(changes).await?)
    }

    /// Removes a tenant's subscription, with what the audit trail tells of it; false where there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_subscription(
        &self,
        tenant: TenantId,
        id: SubscriptionId,
        told: Option<AuditRecord>,
    ) -> anyhow::Result<bool> {
        let changes = Changes {
            deleted_subscriptions: vec![(tenant, id)],
            people: PeopleChanges {
                audit: told.into_iter().collect(),
                ..PeopleChanges::default()
            },
            ..Changes::default()
        };
        match self.commit(changes).await {
            Ok(()) => Ok(true),
            Err(CommitError::Conflict(_)) => Ok(false),
            Err(error @ CommitError::Database(_)) => Err(error.into()),
        }
    }

    /// Switches a tenant's subscription off; false where there is none that is on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn disable_subscription(
        &self,
        tenant: TenantId,
        id: SubscriptionId,
        at: Timestamp,
    ) -> anyhow::Result<bool> {
        let query = Query::new("UPDATE subscription SET version = version + 1, disabled_at = ")
            .bind(&at)
            .sql(" WHERE disabled_at IS NULL AND tenant_id = ")
            .bind(&tenant)
            .sql(" AND id = ")
            .bind(&id);
        Ok(self.write(query).await? == 1)
    }

    /// A tenant's event log behind a place in it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn events_after(
        &self,
        tenant: TenantId,
        seq: i64,
        limit: u32,
    ) -> anyhow::Result<Page<NotificationRecord>> {
        let query = of_tenant::<NotificationRecord>(tenant)
            .sql(" AND seq > ")
            .bind(&seq)
            .sql(" ORDER BY seq");
        read_page(self, query, limit, 0).await
    }

    /// The place of the last event in a tenant's log; 0 where there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_event(&self, tenant: TenantId) -> anyhow::Result<i64> {
        let query =
            Query::new("SELECT last FROM notification_counter WHERE tenant_id = ").bind(&tenant);
        let last = self.db().read_one::<(i64,)>(query).await?;
        Ok(last.map_or(0, |(last,)| last))
    }

    /// Notifications of any tenant, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notifications(
        &self,
        ids: &[NotificationId],
    ) -> anyhow::Result<Vec<NotificationRecord>> {
        self.db()
            .read_by(ids, |ids| by::<NotificationRecord>("id", ids))
            .await
    }

    /// Deliveries of any tenant, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deliveries(&self, ids: &[DeliveryId]) -> anyhow::Result<Vec<DeliveryRecord>> {
        self.db()
            .read_by(ids, |ids| by::<DeliveryRecord>("id", ids))
            .await
    }

    /// The deliveries of a tenant's subscription, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deliveries_of(
        &self,
        tenant: TenantId,
        subscription: SubscriptionId,
        limit: u32,
        offset: u32,
    ) -> anyhow::Result<Vec<DeliveryRecord>> {
        let query = of_subscription(tenant, subscription).sql(" ORDER BY id DESC");
        self.db().read(page(query, limit, offset)).await
    }

    /// The deliveries of a tenant's subscription that a search finds, in its order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_deliveries(
        &self,
        tenant: TenantId,
        subscription: SubscriptionId,
        search: &DeliverySearch,
    ) -> anyhow::Result<Page<DeliveryRecord>> {
        let mut query = of_subscription(tenant, subscription);
        if !search.states.is_empty() {
            query = query.sql(" AND state IN ").list(&search.states);
        }
        if !search.states.is_empty() && !search.states.contains(&DeliveryState::Delivered) {
            // Said as the index says it, which both databases then walk.
            query = query.sql(" AND state <> 'delivered'");
        }
        if let Some(notification) = &search.notification {
            query = query.sql(" AND notification_id = ").bind(notification);
        }
        if let Some(since) = &search.since {
            query = query.sql(" AND created_at >= ").bind(since);
        }
        if let Some(until) = &search.until {
            query = query.sql(" AND created_at <= ").bind(until);
        }
        let (beyond, order) = match search.oldest_first {
            true => (" AND id > ", " ORDER BY id"),
            false => (" AND id < ", " ORDER BY id DESC"),
        };
        if let Some(behind) = &search.behind {
            query = query.sql(beyond).bind(behind);
        }
        read_page(self, query.sql(order), search.limit, search.offset).await
    }

    /// Which of some notifications wait for their first attempt at a tenant's subscription.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn untried_notifications(
        &self,
        tenant: TenantId,
        subscription: SubscriptionId,
        notifications: &[NotificationId],
    ) -> anyhow::Result<Vec<NotificationId>> {
        let waiting = |some: &[NotificationId]| {
            of_subscription(tenant, subscription)
                .sql(" AND state <> 'delivered' AND state = ")
                .bind(&DeliveryState::Pending)
                .sql(" AND attempts = 0 AND notification_id IN ")
                .list(some)
        };
        let rows: Vec<DeliveryRecord> = self.db().read_by(notifications, waiting).await?;
        Ok(rows.into_iter().map(|row| row.notification_id).collect())
    }
}

/// What deliveries must be to be found; what is empty takes all.
#[derive(Clone, Debug, Default)]
pub struct DeliverySearch {
    /// What became of them.
    pub states: Vec<DeliveryState>,
    /// The notification that they deliver.
    pub notification: Option<NotificationId>,
    /// They were made then or later.
    pub since: Option<Timestamp>,
    /// They were made then or before.
    pub until: Option<Timestamp>,
    /// Those behind this one, in the order of the search.
    pub behind: Option<DeliveryId>,
    /// Whether the oldest come first, rather than the newest.
    pub oldest_first: bool,
    /// At most so many.
    pub limit: u32,
    /// So many are left out before them.
    pub offset: u32,
}

fn of_subscription(tenant: TenantId, subscription: SubscriptionId) -> Query {
    of_tenant::<DeliveryRecord>(tenant)
        .sql(" AND subscription_id = ")
        .bind(&subscription)
}
