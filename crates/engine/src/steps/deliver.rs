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

use crate::circuits::{Attempt, Post, Telling, probe_at, says_down};
use crate::commit::{Piece, changes_of, commit};
use crate::engine::UnderWay;
use crate::webhooks::{self, Outcome, SubscriptionVerdict};
use crate::{Boundary, Engine, Interrupted};

/// How many of a subscription's last deliveries tell whether anyone is there.
const LAST_DELIVERIES: u32 = 100;

/// The failure in a row at which an outage is told: the first may be an accident.
const TOLD_AT: u32 = 2;

/// What a batch needs.
#[derive(Default)]
struct Batch {
    deliveries: HashMap<DeliveryId, DeliveryRecord>,
    notifications: HashMap<NotificationId, NotificationRecord>,
    subscriptions: HashMap<(TenantId, SubscriptionId), SubscriptionRecord>,
}

/// Runs `deliver` tasks; each post is under way by itself.
pub(super) async fn run(engine: &Engine, posts: Vec<Post>) -> Result<Vec<UnderWay>, Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let batch = match load(engine, &posts).await {
        Ok(batch) => Arc::new(batch),
        Err(error) => {
            let tasks = posts.into_iter().map(|post| post.task).collect();
            let result = Err(error);
            return commit(engine, vec![Piece { tasks, result }])
                .await
                .map(|()| Vec::new());
        }
    };
    let under_way = posts
        .into_iter()
        .map(|post| deliver_one(engine.clone(), Arc::clone(&batch), post).boxed());
    Ok(under_way.collect())
}

async fn load(engine: &Engine, posts: &[Post]) -> anyhow::Result<Batch> {
    let store = engine.store();
    let ids = posts.iter().map(|post| DeliveryId(post.task.subject));
    let ids: Vec<DeliveryId> = ids.collect();
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

async fn deliver_one(engine: Engine, batch: Arc<Batch>, post: Post) -> Result<(), Interrupted> {
    let Post { task, probe } = post;
    let attempt = Attempt::begin(&engine, task.queue(), probe);
    let _held = engine.in_hand().hold(std::slice::from_ref(&task));
    let result = match batch.deliveries.get(&DeliveryId(task.subject)) {
        // Nothing was tried: whoever waits finds out.
        None => Ok(attempt.answered()),
        Some(delivery) => deliver(&batch, &task, delivery, attempt).await?,
    };
    let tasks = vec![task];
    commit(&engine, vec![Piece { tasks, result }]).await
}

async fn deliver(
    batch: &Batch,
    task: &Task,
    delivery: &DeliveryRecord,
    attempt: Attempt<'_>,
) -> Result<anyhow::Result<Changes>, Interrupted> {
    let engine = attempt.engine;
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
            ..attempt.answered()
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
    let circuit = match says_down(&answer) {
        true => is_down(subscription, &outcome, attempt),
        false => Ok(attempt.answered()),
    };
    let told = changes_of(unit.effects);
    Ok(circuit.and_then(|mut changes| {
        changes.append(told?);
        changes.delivery_results.push(outcome.result);
        changes.deferred = deferred;
        Ok(changes)
    }))
}

/// What follows for the other deliveries to a receiver that is not there.
fn is_down(
    subscription: &SubscriptionRecord,
    outcome: &Outcome,
    attempt: Attempt<'_>,
) -> anyhow::Result<Changes> {
    let now = attempt.engine.now();
    let telling = Telling {
        alert: "receiver-down",
        what: format!(
            "the receiver of subscription {} cannot be reached",
            subscription.id
        ),
        at: TOLD_AT,
    };
    let next = outcome.retry_at.map_or(now, |next| probe_at(next, now));
    let why = outcome.result.last_answer.as_deref().unwrap_or_default();
    attempt.failed(why, next, &telling)
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
