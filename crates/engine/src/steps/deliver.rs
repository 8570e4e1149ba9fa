//! Posting a notification to a subscription, and noting how it was answered.

use std::collections::HashMap;
use std::sync::Arc;

use cas_model::ids::{DeliveryId, NotificationId, SubscriptionId, TenantId};
use cas_process::subscriptions::{FailureRun, should_disable};
use cas_process::unit_of_work::UnitOfWork;
use cas_store::{
    Changes, Deferred, DeliveryRecord, DeliveryResult, DeliveryState, NotificationRecord,
    SubscriptionRecord, Task,
};
use futures::FutureExt as _;
use jiff::Timestamp;

use crate::commit::{Piece, changes_of, commit};
use crate::engine::UnderWay;
use crate::webhooks::{self, Outcome, SubscriptionVerdict};
use crate::{Boundary, Engine, Interrupted};

/// How many of a subscription's last deliveries tell whether anyone is there.
const LAST_DELIVERIES: u32 = 100;

/// What a batch needs.
#[derive(Default)]
struct Batch {
    deliveries: HashMap<DeliveryId, DeliveryRecord>,
    notifications: HashMap<NotificationId, NotificationRecord>,
    subscriptions: HashMap<(TenantId, SubscriptionId), SubscriptionRecord>,
}

/// Runs `deliver` tasks; each post is under way by itself.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<Vec<UnderWay>, Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let batch = match load(engine, &tasks).await {
        Ok(batch) => Arc::new(batch),
        Err(error) => {
            let result = Err(error);
            return commit(engine, vec![Piece { tasks, result }])
                .await
                .map(|()| Vec::new());
        }
    };
    let under_way = tasks
        .into_iter()
        .map(|task| deliver_one(engine.clone(), Arc::clone(&batch), task).boxed());
    Ok(under_way.collect())
}

async fn load(engine: &Engine, tasks: &[Task]) -> anyhow::Result<Batch> {
    let store = engine.store();
    let ids: Vec<DeliveryId> = tasks.iter().map(|task| DeliveryId(task.subject)).collect();
    let mut batch = Batch::default();
    for row in store.deliveries(&ids).await? {
        if row.state == DeliveryState::Pending {
            batch.deliveries.insert(row.id, row);
        }
    }
    let wanted: Vec<NotificationId> = batch
        .deliveries
        .values()
        .map(|delivery| delivery.notification_id)
        .collect();
    for row in store.notifications(&wanted).await? {
        batch.notifications.insert(row.id, row);
    }
    for delivery in batch.deliveries.values() {
        let key = (delivery.tenant_id, delivery.subscription_id);
        if !batch.subscriptions.contains_key(&key)
            && let Some(row) = store.subscription(key.0, key.1).await?
        {
            batch.subscriptions.insert(key, row);
        }
    }
    Ok(batch)
}

async fn deliver_one(engine: Engine, batch: Arc<Batch>, task: Task) -> Result<(), Interrupted> {
    let _held = engine.in_hand().hold(std::slice::from_ref(&task));
    let result = match batch.deliveries.get(&DeliveryId(task.subject)) {
        None => Ok(Changes::default()),
        Some(delivery) => deliver(&engine, &batch, &task, delivery).await?,
    };
    let tasks = vec![task];
    commit(&engine, vec![Piece { tasks, result }]).await
}

async fn deliver(
    engine: &Engine,
    batch: &Batch,
    task: &Task,
    delivery: &DeliveryRecord,
) -> Result<anyhow::Result<Changes>, Interrupted> {
    let mut unit = engine.unwatched_unit_of_work();
    let mut deferred = Vec::new();
    let active = batch
        .subscriptions
        .get(&(delivery.tenant_id, delivery.subscription_id))
        .filter(|subscription| subscription.disabled_at.is_none());
    let (Some(subscription), Some(notification)) =
        (active, batch.notifications.get(&delivery.notification_id))
    else {
        return Ok(Ok(Changes {
            delivery_results: vec![expired(unit.now, delivery)],
            ..Changes::default()
        }));
    };
    let post = match webhooks::request(delivery, subscription, notification, unit.now) {
        Ok(post) => post,
        Err(error) => return Ok(Err(error.into())),
    };
    let answer = engine.webhook_client().post(post).await;
    engine.pass(Boundary::Posted)?;
    let schedule = &engine.settings().webhook_retry;
    let outcome = webhooks::outcome(
        delivery,
        &answer,
        schedule,
        engine.now(),
        rand::random::<f64>(),
    );
    if let Err(error) = switch_off(engine, &mut unit, subscription, &outcome).await {
        return Ok(Err(error));
    }
    if let Some(due_at) = outcome.retry_at {
        deferred.push(Deferred {
            attempt: task.lease.attempt,
            lease: task.lease.clone(),
            due_at: Some(due_at),
            error: outcome.result.last_answer.clone().unwrap_or_default(),
        });
    }
    Ok(changes_of(unit.effects).map(|changes| Changes {
        delivery_results: vec![outcome.result],
        deferred,
        ..changes
    }))
}

/// Switches a subscription off whose receiver is gone, or has failed for days, with an alert.
async fn switch_off(
    engine: &Engine,
    unit: &mut UnitOfWork<'_>,
    subscription: &SubscriptionRecord,
    outcome: &Outcome,
) -> anyhow::Result<()> {
    let (tenant, id) = (subscription.tenant_id, subscription.id);
    let gone = match (outcome.subscription, outcome.result.state) {
        (SubscriptionVerdict::Disable, _) => true,
        (SubscriptionVerdict::Keep, DeliveryState::Expired) => {
            let last = engine
                .store()
                .deliveries_of(tenant, id, LAST_DELIVERIES, 0)
                .await?;
            should_disable(FailureRun::latest(&last))
        }
        (SubscriptionVerdict::Keep, DeliveryState::Pending | DeliveryState::Delivered) => false,
    };
    if gone {
        engine
            .store()
            .disable_subscription(tenant, id, unit.now)
            .await?;
        let text = format!(
            "webhooks to {} were switched off: nothing is taken there; what happened stands in \
             GET /v1/events",
            subscription.url
        );
        unit.alert(tenant, "subscription-disabled", text, None, None);
    }
    Ok(())
}

fn expired(now: Timestamp, delivery: &DeliveryRecord) -> DeliveryResult {
    DeliveryResult {
        tenant_id: delivery.tenant_id,
        id: delivery.id,
        state: DeliveryState::Expired,
        attempts: delivery.attempts,
        last_answer: Some("the subscription is gone or switched off".to_owned()),
        attempted_at: now,
        next_at: None,
    }
}
