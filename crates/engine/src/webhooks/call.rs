//! What is posted for a delivery, and what does the answer mean?
//!
//! Any 2xx is delivered. 410 says that there is no receiver any more: the delivery expires and
//! its subscription is switched off. A refused or impossible address expires at once, for no time
//! will change it. Everything else is tried again by the schedule, then expires; the event stays
//! readable in the event log.

use std::time::Duration;

use bytes::Bytes;
use cas_process::schedule::RetrySchedule;
use cas_store::{
    DeliveryRecord, DeliveryResult, DeliveryState, NotificationRecord, SubscriptionRecord,
};
use jiff::Timestamp;

use super::signature::{SignatureError, signature_headers};
use crate::outbound::{Post, PostAnswer, PostError};

/// How long a receiver may take.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);

/// Names the delivery, so that a receiver can ask about an entry of the delivery log.
const HEADER_DELIVERY_ID: &str = "cas-delivery-id";

/// What an attempt led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What is stored of this attempt.
    pub result: DeliveryResult,
    /// When to try again; none when it is over.
    pub retry_at: Option<Timestamp>,
    /// What becomes of the subscription.
    pub subscription: SubscriptionVerdict,
}

/// What the answer says about the subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionVerdict {
    /// It stays as it is, and gets what comes next.
    Keep,
    /// The receiver is gone for good: switch it off.
    Disable,
}

/// The call of a delivery, signed as of `now`.
///
/// # Errors
/// When the subscription's secret cannot sign.
pub fn request(
    delivery: &DeliveryRecord,
    subscription: &SubscriptionRecord,
    notification: &NotificationRecord,
    now: Timestamp,
) -> Result<Post, SignatureError> {
    let id = notification.id.to_string();
    let body = Bytes::copy_from_slice(notification.body.as_str().as_bytes());
    let mut headers = signature_headers(&subscription.signing_secrets(now), &id, now, &body)?;
    headers.push((HEADER_DELIVERY_ID, delivery.id.to_string()));
    let named = |(name, value): (&str, String)| (name.to_owned(), value);
    Ok(Post {
        url: subscription.url.clone(),
        headers: headers.into_iter().map(named).collect(),
        content_type: "application/json".to_owned(),
        body,
        timeout: TIMEOUT,
        wanted: None,
    })
}

/// What follows from the answer that came `now`.
///
/// `delivery` is as it was before the attempt, `jitter` a random number from 0 to 1.
#[must_use]
pub fn outcome(
    delivery: &DeliveryRecord,
    answer: &Result<PostAnswer, PostError>,
    schedule: &RetrySchedule,
    now: Timestamp,
    jitter: f64,
) -> Outcome {
    let attempts = delivery.attempts.saturating_add(1);
    let first = first_attempt(delivery, now);
    let retry = |wanted_pause: Option<Duration>| {
        let next = schedule.next_attempt(first, now, attempts, jitter)?;
        Some(wanted_pause.map_or(next, |wanted| schedule.put_off(next, first, now, wanted)))
    };
    let (state, retry_at, subscription) = match verdict(answer) {
        Verdict::Delivered => (DeliveryState::Delivered, None, SubscriptionVerdict::Keep),
        Verdict::Gone => (DeliveryState::Expired, None, SubscriptionVerdict::Disable),
        Verdict::Hopeless => (DeliveryState::Expired, None, SubscriptionVerdict::Keep),
        Verdict::Failed { wanted_pause } => match retry(wanted_pause) {
            Some(next) => (
                DeliveryState::Pending,
                Some(next),
                SubscriptionVerdict::Keep,
            ),
            None => (DeliveryState::Expired, None, SubscriptionVerdict::Keep),
        },
    };
    let result = DeliveryResult {
        tenant_id: delivery.tenant_id,
        id: delivery.id,
        state,
        attempts,
        last_answer: Some(in_words(answer)),
        attempted_at: now,
        next_at: retry_at,
    };
    Outcome {
        result,
        retry_at,
        subscription,
    }
}

/// What an answer means.
enum Verdict {
    Delivered,
    /// There is no such receiver any more.
    Gone,
    /// No time will change it.
    Hopeless,
    Failed {
        wanted_pause: Option<Duration>,
    },
}

fn verdict(answer: &Result<PostAnswer, PostError>) -> Verdict {
    match answer {
        Ok(PostAnswer {
            status: 200..=299, ..
        }) => Verdict::Delivered,
        Ok(PostAnswer { status: 410, .. }) => Verdict::Gone,
        Ok(answer) => Verdict::Failed {
            wanted_pause: answer.retry_after,
        },
        Err(error) if error.is_temporary() => Verdict::Failed { wanted_pause: None },
        Err(_) => Verdict::Hopeless,
    }
}

/// When the first attempt was made.
///
/// Deliveries are tried when they are made, unless the server was down: then the day of retries
/// begins with the attempt that was late.
fn first_attempt(delivery: &DeliveryRecord, now: Timestamp) -> Timestamp {
    match delivery.attempts {
        0 => now,
        _ => delivery.created_at,
    }
}

/// The answer for the delivery log.
pub(crate) fn in_words(answer: &Result<PostAnswer, PostError>) -> String {
    match answer {
        Ok(PostAnswer { status, body, .. }) => {
            format!("HTTP {status} {body}").trim_end().to_owned()
        }
        Err(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use cas_model::ids::{DeliveryId, NotificationId, SubscriptionId, TenantId};
    use cas_model::record::Json;
    use reqwest::header::{HeaderMap, HeaderName};
    use standardwebhooks::Webhook;
    use uuid::Uuid;

    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn delivery(attempts: u32) -> DeliveryRecord {
        DeliveryRecord {
            tenant_id: TenantId(Uuid::from_u128(1)),
            id: DeliveryId(Uuid::from_u128(2)),
            subscription_id: SubscriptionId(Uuid::from_u128(3)),
            notification_id: NotificationId(Uuid::from_u128(4)),
            state: DeliveryState::Pending,
            attempts,
            last_answer: None,
            created_at: at(0),
            attempted_at: None,
            next_at: None,
            replay_of: None,
            replayed_by: None,
        }
    }

    fn subscription() -> SubscriptionRecord {
        SubscriptionRecord {
            tenant_id: TenantId(Uuid::from_u128(1)),
            id: SubscriptionId(Uuid::from_u128(3)),
            url: "https://hooks.example.com/customs".to_owned(),
            filters: Json::default(),
            secret: SECRET.to_owned(),
            client_id: "erp".to_owned(),
            created_at: at(0),
            disabled_at: None,
            name: None,
            former_secret: None,
            former_secret_until: None,
            version: 1,
            changed_at: None,
            changed_by: None,
        }
    }

    fn notification() -> NotificationRecord {
        NotificationRecord {
            tenant_id: TenantId(Uuid::from_u128(1)),
            seq: 9,
            id: NotificationId(Uuid::from_u128(4)),
            event_type: "DeclarationStatusChanged".to_owned(),
            event_sub_type: "Released".to_owned(),
            body: Json::stored(r#"{"eventType":"DeclarationStatusChanged"}"#),
            occurred_at: at(0),
        }
    }

    #[test]
    fn a_receiver_can_verify_the_call() {
        let now = Timestamp::now();
        let post = request(&delivery(0), &subscription(), &notification(), now).unwrap();
        assert_eq!(post.url, subscription().url);
        let mut headers = HeaderMap::new();
        for (name, value) in post.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            headers.insert(name, value.parse().unwrap());
        }
        assert_eq!(headers["webhook-id"], notification().id.to_string());
        assert_eq!(headers["cas-delivery-id"], delivery(0).id.to_string());
        Webhook::new(SECRET)
            .unwrap()
            .verify(&post.body, &headers)
            .unwrap();
    }

    #[test]
    fn a_useless_secret_is_told() {
        let broken = SubscriptionRecord {
            secret: "hunter2".to_owned(),
            ..subscription()
        };
        let error = request(&delivery(0), &broken, &notification(), at(0)).unwrap_err();
        assert_eq!(error, SignatureError::InvalidSecret);
    }

    fn answer(status: u16, body: &str, retry_after: Option<u64>) -> Result<PostAnswer, PostError> {
        let retry_after = retry_after.map(Duration::from_secs);
        Ok(PostAnswer {
            status,
            body: body.to_owned(),
            retry_after,
            wanted: None,
        })
    }

    /// What an answer at `now` leads to after `attempts` attempts: state, seconds of the next
    /// attempt, subscription.
    fn check(
        (attempts, now): (u32, i64),
        answer: &Result<PostAnswer, PostError>,
        (state, retry_at, subscription): (DeliveryState, Option<i64>, SubscriptionVerdict),
    ) {
        let outcome = outcome(
            &delivery(attempts),
            answer,
            &RetrySchedule::webhook_default(),
            at(now),
            0.5,
        );
        assert_eq!(outcome.retry_at, retry_at.map(at), "{answer:?}");
        assert_eq!(
            (outcome.result.state, outcome.subscription),
            (state, subscription)
        );
        assert_eq!(outcome.result.next_at, outcome.retry_at);
        assert_eq!(outcome.result.attempts, attempts + 1);
        assert_eq!(outcome.result.attempted_at, at(now));
    }

    #[test]
    fn answers_mean() {
        use DeliveryState::{Delivered, Expired, Pending};
        use SubscriptionVerdict::{Disable, Keep};
        let refused = Err(PostError::Address("10.0.0.1 is private".to_owned()));
        let invalid = Err(PostError::Invalid("no URL".to_owned()));
        let broken = Err(PostError::Unreachable("connection refused".to_owned()));
        let late = Err(PostError::TimedOut);
        for (when, answer, expected) in [
            ((0, 0), answer(200, "", None), (Delivered, None, Keep)),
            ((5, 900), answer(204, "", Some(60)), (Delivered, None, Keep)),
            ((0, 0), answer(410, "", None), (Expired, None, Disable)),
            ((0, 0), answer(302, "", None), (Pending, Some(10), Keep)),
            ((0, 0), answer(404, "", None), (Pending, Some(10), Keep)),
            ((1, 10), answer(500, "", None), (Pending, Some(40), Keep)),
            ((0, 0), answer(429, "", Some(5)), (Pending, Some(10), Keep)),
            (
                (0, 0),
                answer(503, "", Some(120)),
                (Pending, Some(120), Keep),
            ),
            ((0, 0), broken.clone(), (Pending, Some(10), Keep)),
            ((2, 40), late.clone(), (Pending, Some(100), Keep)),
            ((9, 38_800), late.clone(), (Pending, Some(82_000), Keep)),
            ((10, 82_000), late, (Expired, None, Keep)),
            (
                (10, 82_000),
                answer(503, "", Some(60)),
                (Expired, None, Keep),
            ),
            ((0, 0), refused, (Expired, None, Keep)),
            ((0, 0), invalid, (Expired, None, Keep)),
            // The server was down for two days.
            ((0, 172_800), broken, (Pending, Some(172_810), Keep)),
        ] {
            check(when, &answer, expected);
        }
    }

    #[test]
    fn the_log_says_what_was_answered() {
        for (answer, expected) in [
            (answer(204, "", None), "HTTP 204"),
            (answer(500, "out of order\n", None), "HTTP 500 out of order"),
            (Err(PostError::TimedOut), "no answer in time"),
            (
                Err(PostError::Address("::1 is loopback".to_owned())),
                "address refused: ::1 is loopback",
            ),
        ] {
            let outcome = outcome(
                &delivery(0),
                &answer,
                &RetrySchedule::webhook_default(),
                at(0),
                0.5,
            );
            assert_eq!(outcome.result.last_answer.as_deref(), Some(expected));
        }
    }
}
