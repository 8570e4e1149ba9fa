//! Telling the customer what happened.

use cas_model::ids::{DeliveryId, NotificationId, TenantId};
use cas_model::notification::Notice;
use cas_model::record::{DeliveryRecord, DeliveryState};

use super::{NewNotification, Next, UnitOfWork};
use crate::subscriptions::matches;

impl UnitOfWork<'_> {
    /// Tells the customer: an entry of the event log, and a delivery to each who wants to hear.
    pub fn notice(&mut self, tenant: TenantId, notice: Notice) {
        let id = NotificationId(self.ids.next());
        self.deliveries(tenant, id, &notice);
        self.effects.notifications.push(NewNotification {
            id,
            tenant_id: tenant,
            event_time: self.now,
            notice,
        });
    }

    fn deliveries(&mut self, tenant: TenantId, notification: NotificationId, notice: &Notice) {
        let listeners = self.watch.and_then(|watch| watch.listeners.get(&tenant));
        for listener in listeners.into_iter().flatten() {
            if !matches(&listener.filters, notice.kind(), notice.sub_kind()) {
                continue;
            }
            let id = DeliveryId(self.ids.next());
            self.effects.deliveries.push(DeliveryRecord {
                tenant_id: tenant,
                id,
                subscription_id: listener.subscription,
                notification_id: notification,
                state: DeliveryState::Pending,
                attempts: 0,
                last_answer: None,
                created_at: self.now,
                attempted_at: None,
                next_at: Some(self.now),
                replay_of: None,
                replayed_by: None,
            });
            self.follow_up(tenant, Next::Deliver(id, listener.subscription));
        }
    }
}
