//! A receiver of webhooks that never answers, and the webhooks of another tenant.

use std::time::Duration;

use cas_engine::outbound::AddressPolicy;
use cas_engine::{Clock, Engine, EngineSettings};
use cas_gateway::Registry;
use cas_model::ids::{DeliveryId, NotificationId, SubscriptionId, TaskId, TenantId};
use cas_model::record::Json;
use cas_store::{
    Changes, DeliveryRecord, DeliveryState, NewTask, NotificationRecord, Store, SubscriptionRecord,
    TaskKind,
};
use cas_testkit::each_store;
use jiff::Timestamp;
use uuid::Uuid;

use crate::fairness::sides::{Answering, Hung};
use crate::fairness::{until, work};

/// A secret that signs, of 24 bytes.
const SIGNS: &str = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A tenant's subscription to an address.
fn subscription(tenant: TenantId, url: String) -> SubscriptionRecord {
    SubscriptionRecord {
        tenant_id: tenant,
        id: SubscriptionId(Uuid::now_v7()),
        url,
        filters: Json::stored("[]"),
        secret: SIGNS.to_owned(),
        client_id: "erp".to_owned(),
        created_at: Timestamp::UNIX_EPOCH,
        disabled_at: None,
        name: None,
        former_secret: None,
        former_secret_until: None,
        version: 1,
        changed_at: None,
        changed_by: None,
    }
}

/// So many notifications that are to be delivered to a subscription.
fn told(to: &SubscriptionRecord, count: usize) -> Changes {
    let mut changes = Changes::default();
    for _ in 0..count {
        let notification = NotificationRecord {
            tenant_id: to.tenant_id,
            seq: 0,
            id: NotificationId(Uuid::now_v7()),
            event_type: "DeclarationStatusChanged".to_owned(),
            event_sub_type: "Released".to_owned(),
            body: Json::stored("{}"),
            occurred_at: Timestamp::UNIX_EPOCH,
        };
        let delivery = DeliveryRecord {
            tenant_id: to.tenant_id,
            id: DeliveryId(Uuid::now_v7()),
            subscription_id: to.id,
            notification_id: notification.id,
            state: DeliveryState::Pending,
            attempts: 0,
            last_answer: None,
            created_at: Timestamp::UNIX_EPOCH,
            attempted_at: None,
            next_at: Some(Timestamp::UNIX_EPOCH),
            replay_of: None,
            replayed_by: None,
        };
        changes.tasks.push(NewTask {
            id: TaskId(Uuid::now_v7()),
            tenant_id: to.tenant_id,
            kind: TaskKind::Deliver,
            subject: delivery.id.0,
            endpoint: to.id.to_string(),
            lane: None,
            due_at: Timestamp::UNIX_EPOCH,
        });
        changes.notifications.push(notification);
        changes.deliveries.push(delivery);
    }
    changes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receiver_that_hangs_keeps_no_other_tenant_waiting() {
    each_store(|place| async move {
        let store = Store::open(&place.config).await.expect("a store");
        // Few places: whoever took more than his share would leave none.
        let settings = EngineSettings {
            webhook_addresses: AddressPolicy::AllowPrivate,
            concurrent_posts: 8,
            posts_per_endpoint: 3,
            ..EngineSettings::default()
        };
        let registry = Registry::new(Vec::new());
        let engine =
            Engine::new(store.clone(), registry, settings, Clock::System).expect("an engine");
        let (hung, taking) = (Hung::start().await, Answering::taking().await);
        let (mine, other) = (TenantId(Uuid::now_v7()), TenantId(Uuid::now_v7()));
        let hangs = subscription(mine, hung.url());
        let goes_on = subscription(other, taking.url());
        let changes = Changes {
            subscriptions: vec![hangs.clone(), goes_on.clone()],
            ..Changes::default()
        };
        store.commit(changes).await.expect("committed");
        store.commit(told(&hangs, 20)).await.expect("committed");
        let (stop, working) = work(&engine);
        until("the share of what hangs", || async { hung.held() == 3 }).await;
        for _ in 0..5 {
            store.commit(told(&goes_on, 4)).await.expect("committed");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        until("the other tenant's webhooks", || async {
            taking.calls() == 20
        })
        .await;
        assert_eq!(hung.held(), 3, "no place was taken that is not theirs");
        stop.send_replace(true);
        hung.stop();
        working.await.expect("stopped");
    })
    .await;
}
