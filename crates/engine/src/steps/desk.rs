//! The desk a step works at: it collects what is to change, with its notifications, alerts and
//! next tasks.

use std::collections::HashMap;

use cas_model::ids::{
    AlertId, DeclarationId, DeliveryId, MessageId, NotificationId, SubscriptionId, TaskId, TenantId,
};
use cas_model::lifecycle::Event;
use cas_model::notification::{DeclarationStatusChanged, Notice, Notification};
use cas_store::{
    AlertRow, Changes, DeliveryRow, DeliveryState, NewTask, NotificationRow, TaskKind,
};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::proceed;
use crate::Engine;
use crate::notify::{Filter, matches};
use crate::state::{DeclarationState, Entry, Recorded};

/// Who wants to hear of what, by tenant.
pub(super) type Subscriptions = HashMap<TenantId, Vec<(SubscriptionId, Vec<Filter>)>>;

/// Where a step puts what is to change.
pub(super) struct Desk<'a> {
    /// The engine.
    pub engine: &'a Engine,
    /// The time of the step.
    pub now: Timestamp,
    /// What is to change.
    pub changes: Changes,
    subscriptions: Option<&'a Subscriptions>,
}

impl<'a> Desk<'a> {
    /// A desk for steps that notify no one.
    pub fn new(engine: &'a Engine, now: Timestamp) -> Self {
        Self {
            engine,
            now,
            changes: Changes::default(),
            subscriptions: None,
        }
    }

    /// A desk for steps that notify.
    pub fn notifying(engine: &'a Engine, now: Timestamp, subscriptions: &'a Subscriptions) -> Self {
        Self {
            subscriptions: Some(subscriptions),
            ..Self::new(engine, now)
        }
    }

    /// The day of the step.
    pub fn today(&self) -> Date {
        self.now.to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Enqueues a task that is due now.
    pub fn task(&mut self, tenant: TenantId, kind: TaskKind, subject: Uuid, lane: Option<String>) {
        self.changes.tasks.push(NewTask {
            id: TaskId(self.engine.ids().next()),
            tenant_id: tenant,
            kind,
            subject,
            lane,
            due_at: self.now,
        });
    }

    /// Raises an alert.
    pub fn alert(
        &mut self,
        tenant: TenantId,
        kind: &str,
        text: String,
        message: Option<MessageId>,
        declaration: Option<DeclarationId>,
    ) {
        tracing::warn!(%tenant, kind, text, "alert");
        self.changes.alerts.push(AlertRow {
            tenant_id: tenant,
            id: AlertId(self.engine.ids().next()),
            kind: kind.to_owned(),
            text,
            message_id: message,
            declaration_id: declaration,
            raised_at: self.now,
            resolved_at: None,
        });
    }

    /// Records a fact: the status moves as the table says, a move is notified, and what the table
    /// does not foresee is alerted.
    pub fn record(&mut self, state: &mut DeclarationState, event: Event, entry: Entry) -> Recorded {
        let message = entry.message_id;
        let before = state.row.status;
        let recorded = state.record(event, entry, self.now);
        match recorded {
            Recorded::Moved(_) => {
                self.notice(state.row.tenant_id, &status_changed(state, self.engine));
                if self.engine.may_start_steps(&state.row) {
                    let (tenant, shipment) = (state.row.tenant_id, state.row.shipment_id.0);
                    let lane = proceed::lane(tenant, &state.row.external_reference);
                    self.task(tenant, TaskKind::Continue, shipment, Some(lane));
                }
            }
            Recorded::Stayed => {}
            Recorded::Unexpected => {
                let text = format!(
                    "{} was not expected for declaration {} in status {before}; it was kept, and \
                     the status stays",
                    event.as_str(),
                    state.row.lrn
                );
                let (tenant, declaration) = (state.row.tenant_id, state.row.id);
                self.alert(tenant, "unexpected-event", text, message, Some(declaration));
            }
        }
        recorded
    }

    /// Tells the customer: an entry of the event log, and a delivery to each who wants to hear.
    pub fn notice(&mut self, tenant: TenantId, notice: &Notice) {
        let id = NotificationId(self.engine.ids().next());
        let notification = Notification {
            id,
            tenant_id: tenant,
            plant_id: notice.plant().map(str::to_owned),
            event_time: self.now,
            event_type: notice.kind().to_owned(),
            event_sub_type: notice.sub_kind().to_owned(),
            data: serde_json::to_value(notice).unwrap_or_default(),
        };
        self.changes.notifications.push(NotificationRow {
            tenant_id: tenant,
            seq: 0,
            id,
            event_type: notification.event_type.clone(),
            event_sub_type: notification.event_sub_type.clone(),
            body: serde_json::to_string(&notification).unwrap_or_default(),
            occurred_at: self.now,
        });
        self.deliveries(tenant, id, notice);
    }

    fn deliveries(&mut self, tenant: TenantId, notification: NotificationId, notice: &Notice) {
        let subscriptions = self
            .subscriptions
            .and_then(|by_tenant| by_tenant.get(&tenant));
        for (subscription, filters) in subscriptions.into_iter().flatten() {
            if !matches(filters, notice.kind(), notice.sub_kind()) {
                continue;
            }
            let id = DeliveryId(self.engine.ids().next());
            self.changes.deliveries.push(DeliveryRow {
                tenant_id: tenant,
                id,
                subscription_id: *subscription,
                notification_id: notification,
                state: DeliveryState::Pending,
                attempts: 0,
                last_answer: None,
                created_at: self.now,
                attempted_at: None,
                next_at: Some(self.now),
            });
            self.task(tenant, TaskKind::Deliver, id.0, None);
        }
    }
}

fn status_changed(state: &DeclarationState, engine: &Engine) -> Notice {
    Notice::DeclarationStatusChanged(DeclarationStatusChanged {
        declaration: state.reference(&engine.settings().public_url),
        current_status: state.row.status,
        acceptance_date: state.facts.acceptance_date,
        organisation: state.organisation(),
    })
}

/// The active subscriptions of some tenants.
pub(super) async fn subscriptions(
    engine: &Engine,
    tenants: &[TenantId],
) -> anyhow::Result<Subscriptions> {
    let mut by_tenant = Subscriptions::new();
    for row in engine.store().subscriptions_of(tenants).await? {
        let filters = serde_json::from_str(&row.filters)?;
        by_tenant
            .entry(row.tenant_id)
            .or_default()
            .push((row.id, filters));
    }
    Ok(by_tenant)
}
