//! How is a subscription changed, tried out, and sent again what it missed?
//!
//! A repetition is a delivery of its own, with its own attempts, of an event that was told before:
//! the receiver knows it by the event's id. Each event is repeated once per demand. What is
//! repeated is due at [`REPLAY_PACE`], so that new events go between.

use std::collections::HashSet;

use bytes::Bytes;
use cas_model::ids::{DeliveryId, NotificationId, SubscriptionId, TaskId};
use cas_model::notification::EventFilter;
use cas_model::record::Json;
use cas_process::{Refusal, codes};
use cas_store::{
    Changes, ClosedCircuit, DeliveryRecord, DeliveryResult, DeliverySearch, DeliveryState, NewTask,
    SubscriptionRecord, TaskKind, TaskQueue,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::Caller;
use crate::outbound::{Post, PostAnswer};
use crate::webhooks::{TIMEOUT, in_words, signature_headers};
use crate::{Engine, unavailable};

/// The most deliveries that one demand repeats.
pub const MOST_REPLAYED: u32 = 1_000;

/// The time between two repetitions of one demand.
const REPLAY_PACE: SignedDuration = SignedDuration::from_millis(50);

/// The `eventType` of what is posted to try a receiver out.
const TEST_EVENT: &str = "SubscriptionTest";

/// What is to be changed of a subscription; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct SubscriptionEdit {
    /// What people call it; `Some(None)` takes the name away.
    pub name: Option<Option<String>>,
    /// The address that events are posted to.
    pub url: Option<String>,
    /// What to post; everything when empty.
    pub filters: Option<Vec<EventFilter>>,
    /// Whether it is on.
    pub enabled: Option<bool>,
    /// A secret that takes the place of the one there is.
    pub secret: Option<NewSecret>,
}

/// A secret that takes the place of another.
#[derive(Clone)]
pub struct NewSecret {
    /// The new one, `whsec_…`.
    pub secret: String,
    /// How long the one before signs beside it.
    pub overlap: SignedDuration,
}

impl std::fmt::Debug for NewSecret {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("NewSecret").finish_non_exhaustive()
    }
}

/// How a receiver took an event that tries it out.
#[derive(Clone, Debug)]
pub struct TestDelivery {
    /// The id of the event, `webhook-id`.
    pub id: NotificationId,
    /// The `eventType` of what was posted.
    pub event_type: &'static str,
    /// Whether it was taken: answered with a 2xx.
    pub is_delivered: bool,
    /// The status of the answer; none where there was none.
    pub http_status: Option<u16>,
    /// What was answered, or why nothing was.
    pub answer: String,
}

/// What is to be sent again.
#[derive(Clone, Debug)]
pub enum ReplayWish {
    /// Deliveries by their ids.
    Named(Vec<DeliveryId>),
    /// Those that a search finds, the oldest first.
    Found(DeliverySearch),
}

/// What is sent again.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// The deliveries that were made anew.
    pub deliveries: Vec<DeliveryRecord>,
    /// How many events wait for their first attempt, or are repeated once for several deliveries.
    pub already_waiting: usize,
    /// Behind which delivery a next demand goes on; none when this one took all.
    pub continue_from: Option<DeliveryId>,
}

impl Engine {
    /// A subscription of the caller's tenant.
    ///
    /// # Errors
    /// When there is none, or the store fails.
    pub async fn subscription_of(
        &self,
        caller: &Caller,
        id: SubscriptionId,
    ) -> Result<SubscriptionRecord, Refusal> {
        let found = self.store().subscription(caller.tenant_id, id).await;
        let found = found.map_err(|error| unavailable(&error))?;
        found.ok_or_else(|| Refusal::not_found("subscription"))
    }

    /// Changes a subscription. Where another address, or the word that it is on, gives hope, what
    /// waits is due.
    ///
    /// # Errors
    /// When there is none, it is another one than `expected` names, or its address is not allowed.
    pub async fn change_subscription(
        &self,
        caller: &Caller,
        id: SubscriptionId,
        edit: SubscriptionEdit,
        expected: Option<&str>,
    ) -> Result<SubscriptionRecord, Refusal> {
        let before = self.subscription_of(caller, id).await?;
        if expected.is_some_and(|tag| tag != before.version.to_string()) {
            return Err(changed_meanwhile());
        }
        if let Some(url) = &edit.url {
            self.check_webhook_url(url)?;
        }
        let gives_hope = edit.url.is_some() || edit.enabled == Some(true);
        let after = edited(&before, edit, caller, self.now())?;
        let mut changes = match gives_hope {
            true => self.hope_for(&after).await?,
            false => Changes::default(),
        };
        changes.changed_subscriptions.push(after.clone());
        self.decide(changes, changed_meanwhile).await?;
        Ok(after)
    }

    /// What is due at once because a receiver may be there again.
    async fn hope_for(&self, row: &SubscriptionRecord) -> Result<Changes, Refusal> {
        let queue = TaskQueue {
            kind: TaskKind::Deliver,
            tenant_id: row.tenant_id,
            endpoint: row.id.to_string(),
        };
        let open = self.store().circuits(std::slice::from_ref(&queue)).await;
        let open = open.map_err(|error| unavailable(&error))?.remove(&queue);
        let at = self.now();
        Ok(Changes {
            closed_circuits: open
                .map(|circuit| ClosedCircuit { circuit, at })
                .into_iter()
                .collect(),
            ..Changes::default()
        })
    }

    /// Posts an event that says it is a test, now, and says how it was taken. It is signed as any
    /// event, and stands in no log.
    ///
    /// # Errors
    /// When there is no such subscription, or its secret cannot sign.
    pub async fn try_subscription(
        &self,
        caller: &Caller,
        id: SubscriptionId,
    ) -> Result<TestDelivery, Refusal> {
        let subscription = self.subscription_of(caller, id).await?;
        let (now, event) = (self.now(), NotificationId(self.ids().next()));
        let body = json!({
            "id": event,
            "tenantId": caller.tenant_id,
            "plantId": null,
            "eventTime": now,
            "eventType": TEST_EVENT,
            "eventSubType": "Test",
            "data": { "subscriptionId": id, "requestedBy": caller.actor },
        });
        let body = Bytes::from(body.to_string());
        let secrets = subscription.signing_secrets(now);
        let signed = signature_headers(&secrets, &event.to_string(), now, &body);
        let signed = signed.map_err(|error| unavailable(&error.into()))?;
        let named = |(name, value): (&str, String)| (name.to_owned(), value);
        let post = Post {
            url: subscription.url,
            headers: signed.into_iter().map(named).collect(),
            content_type: "application/json".to_owned(),
            body,
            timeout: TIMEOUT,
            wanted: None,
        };
        let answer = self.webhook_client().post(post).await;
        let http_status = answer.as_ref().ok().map(|answer| answer.status);
        Ok(TestDelivery {
            id: event,
            event_type: TEST_EVENT,
            is_delivered: matches!(
                answer,
                Ok(PostAnswer {
                    status: 200..=299,
                    ..
                })
            ),
            http_status,
            answer: in_words(&answer),
        })
    }

    /// Sends again what a receiver missed.
    ///
    /// # Errors
    /// When there is no such subscription or delivery, or the subscription is switched off.
    pub async fn replay(
        &self,
        caller: &Caller,
        id: SubscriptionId,
        wish: ReplayWish,
    ) -> Result<Replayed, Refusal> {
        let subscription = self.subscription_of(caller, id).await?;
        if subscription.disabled_at.is_some() {
            let detail = "nothing is posted there; switch it on first";
            return Err(Refusal::new(codes::SUBSCRIPTION_DISABLED, detail));
        }
        let (rows, continue_from) = self.wished(&subscription, wish).await?;
        let wanted: Vec<NotificationId> = rows.iter().map(|row| row.notification_id).collect();
        let untried = self
            .store()
            .untried_notifications(caller.tenant_id, id, &wanted)
            .await
            .map_err(|error| unavailable(&error))?;
        let mut told: HashSet<NotificationId> = untried.into_iter().collect();
        let mut changes = self.hope_for(&subscription).await?;
        let (mut due_at, mut already_waiting) = (self.now(), 0);
        for row in rows {
            if row.state == DeliveryState::Pending && row.attempts > 0 {
                changes.delivery_results.push(taken_over(&row));
            }
            if !told.insert(row.notification_id) {
                already_waiting += 1;
                continue;
            }
            let again = DeliveryRecord {
                id: DeliveryId(self.ids().next()),
                state: DeliveryState::Pending,
                attempts: 0,
                last_answer: None,
                created_at: due_at,
                attempted_at: None,
                next_at: Some(due_at),
                replay_of: Some(row.id),
                replayed_by: Some(caller.actor.clone()),
                ..row
            };
            changes.tasks.push(self.delivery_task(&again, due_at));
            changes.deliveries.push(again);
            due_at += REPLAY_PACE;
        }
        let deliveries = changes.deliveries.clone();
        self.decide(changes, changed_meanwhile).await?;
        Ok(Replayed {
            deliveries,
            already_waiting,
            continue_from,
        })
    }

    /// The deliveries that are wished, and behind which one there are more.
    async fn wished(
        &self,
        subscription: &SubscriptionRecord,
        wish: ReplayWish,
    ) -> Result<(Vec<DeliveryRecord>, Option<DeliveryId>), Refusal> {
        let (tenant, id) = (subscription.tenant_id, subscription.id);
        match wish {
            ReplayWish::Named(ids) => {
                let rows = self.store().deliveries(&ids).await;
                let mut rows = rows.map_err(|error| unavailable(&error))?;
                rows.retain(|row| row.tenant_id == tenant && row.subscription_id == id);
                let known: HashSet<DeliveryId> = rows.iter().map(|row| row.id).collect();
                if ids.iter().any(|id| !known.contains(id)) {
                    return Err(Refusal::not_found("delivery"));
                }
                rows.sort_by_key(|row| row.id);
                Ok((rows, None))
            }
            ReplayWish::Found(search) => {
                let search = DeliverySearch {
                    oldest_first: true,
                    limit: MOST_REPLAYED,
                    ..search
                };
                let page = self.store().find_deliveries(tenant, id, &search).await;
                let page = page.map_err(|error| unavailable(&error))?;
                let continue_from = page.next_behind().map(|row| row.id);
                Ok((page.into_iter().collect(), continue_from))
            }
        }
    }

    fn delivery_task(&self, delivery: &DeliveryRecord, due_at: Timestamp) -> NewTask {
        NewTask {
            id: TaskId(self.ids().next()),
            tenant_id: delivery.tenant_id,
            kind: TaskKind::Deliver,
            subject: delivery.id.0,
            endpoint: delivery.subscription_id.to_string(),
            lane: None,
            due_at,
        }
    }
}

/// The subscription as it is after an edit.
fn edited(
    before: &SubscriptionRecord,
    edit: SubscriptionEdit,
    caller: &Caller,
    now: Timestamp,
) -> Result<SubscriptionRecord, Refusal> {
    let mut after = SubscriptionRecord {
        version: before.version + 1,
        changed_at: Some(now),
        changed_by: Some(caller.actor.clone()),
        ..before.clone()
    };
    if let Some(name) = edit.name {
        after.name = name;
    }
    if let Some(url) = edit.url {
        after.url = url;
    }
    if let Some(filters) = edit.filters {
        after.filters = Json::encode(&filters).map_err(|error| unavailable(&error.into()))?;
    }
    match edit.enabled {
        Some(true) => after.disabled_at = None,
        Some(false) => after.disabled_at = before.disabled_at.or(Some(now)),
        None => {}
    }
    if let Some(NewSecret { secret, overlap }) = edit.secret {
        let signs = overlap > SignedDuration::ZERO;
        after.former_secret = signs.then(|| before.secret.clone());
        after.former_secret_until = signs.then(|| now + overlap);
        after.secret = secret;
    }
    Ok(after)
}

/// A delivery that failed so far and is not tried any more, because another repeats it.
fn taken_over(row: &DeliveryRecord) -> DeliveryResult {
    let answer = row.last_answer.as_deref().unwrap_or_default();
    DeliveryResult {
        tenant_id: row.tenant_id,
        id: row.id,
        state: DeliveryState::Expired,
        attempts: row.attempts,
        last_answer: Some(
            format!("{answer}; repeated on demand")
                .trim_start()
                .to_owned(),
        ),
        attempted_at: row.attempted_at.unwrap_or(row.created_at),
        next_at: None,
    }
}

fn changed_meanwhile() -> Refusal {
    let detail = "it was changed by another; read it again";
    Refusal::new(codes::SUBSCRIPTION_CHANGED, detail)
}
