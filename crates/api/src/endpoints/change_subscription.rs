//! How is a subscription changed, switched off and on, given another secret, and tried out?

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_engine::{NewSecret, SubscriptionEdit};
use cas_model::ids::SubscriptionId;
use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::create_subscription::{Chosen, CreatedSubscription, new_secret};
use super::subscriptions::{Filter, Subscription};
use crate::clients::{LONGEST_OVERLAP, USUAL_OVERLAP};
use crate::codes;
use crate::extract::{Authorized, CreateSubscriptions, IfMatch, Query, body, path_id};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// What is to be changed of a subscription; what is absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubscriptionChange {
    /// What people call it, 1 to 100 characters; null takes the name away.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    name: Option<Option<String>>,
    /// Where to post; a public address unless the configuration allows others.
    #[serde(default)]
    url: Option<String>,
    /// What to post, in place of what was; everything when empty.
    #[serde(default)]
    filters: Option<Vec<Filter>>,
}

/// What is present may be null, which is not the same as absent.
fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// How the secret that signs is to be changed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SecretRotation {
    /// How many seconds the old secret signs beside the new one, 0 to 2,592,000 (30 days).
    keep_old_seconds: i64,
    /// The new secret, `whsec_` and base64 of 24 to 64 bytes; made when absent.
    secret: Option<String>,
}

impl Default for SecretRotation {
    fn default() -> Self {
        Self {
            keep_old_seconds: USUAL_OVERLAP.as_secs(),
            secret: None,
        }
    }
}

/// How a receiver took an event that tries it out.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionTest {
    /// Whether it was taken: answered with a status from 200 to 299.
    is_delivered: bool,
    /// The HTTP status of the answer; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
    /// What was answered, or why nothing was.
    answer: String,
    /// The `webhook-id` of the event.
    #[schema(format = Uuid)]
    webhook_id: String,
    /// The `eventType` of the event, which no other has.
    #[schema(example = "SubscriptionTest")]
    event_type: &'static str,
}

/// Changes the name, the address or the filters of a subscription. What waits for a receiver that
/// was not there is tried at the new address at once.
#[utoipa::path(
    patch,
    path = "/v1/subscriptions/{id}",
    tag = "notifications",
    security(("oauth2" = ["create:subscriptions"])),
    params(
        ("id" = String, Path, description = "The subscription"),
        ("If-Match" = Option<String>, Header, description = "The ETag of what was read"),
    ),
    request_body = SubscriptionChange,
    responses(
        (status = 200, description = "The subscription, changed", body = Subscription),
        (status = 412, description = "The subscription is another one now"),
    )
)]
pub async fn patch_subscription(
    authorized: Authorized<CreateSubscriptions>,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<(HeaderMap, Json<Subscription>), Problem> {
    let id = SubscriptionId(path_id(&id, "subscription")?);
    let wanted: SubscriptionChange = body::small_json(&headers, body).await?;
    let chosen = Chosen {
        name: wanted.name.as_ref().and_then(Option::as_deref),
        filters: wanted.filters.as_deref().unwrap_or_default(),
        secret: None,
    };
    chosen.check()?;
    let filters = wanted.filters.map(|all| all.into_iter().map(Into::into));
    let edit = SubscriptionEdit {
        name: wanted.name,
        url: wanted.url,
        filters: filters.map(Iterator::collect),
        ..SubscriptionEdit::default()
    };
    change(&authorized, &state, id, edit, expected.as_deref()).await
}

fn switched(is_on: bool) -> SubscriptionEdit {
    SubscriptionEdit {
        enabled: Some(is_on),
        ..SubscriptionEdit::default()
    }
}

/// Switches a subscription off: nothing is posted to it until it is switched on, and what waits
/// expires.
#[utoipa::path(
    post,
    path = "/v1/subscriptions/{id}/disable",
    tag = "notifications",
    security(("oauth2" = ["create:subscriptions"])),
    params(
        ("id" = String, Path, description = "The subscription"),
        ("If-Match" = Option<String>, Header, description = "The ETag of what was read"),
    ),
    responses((status = 200, description = "It is off", body = Subscription))
)]
pub async fn disable_subscription(
    authorized: Authorized<CreateSubscriptions>,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
) -> Result<(HeaderMap, Json<Subscription>), Problem> {
    query.finish()?;
    let id = SubscriptionId(path_id(&id, "subscription")?);
    change(
        &authorized,
        &state,
        id,
        switched(false),
        expected.as_deref(),
    )
    .await
}

/// Switches a subscription on again. Events from now on are posted; what it missed is sent by
/// `POST /v1/subscriptions/{id}/replay`, or read from `GET /v1/events`.
#[utoipa::path(
    post,
    path = "/v1/subscriptions/{id}/enable",
    tag = "notifications",
    security(("oauth2" = ["create:subscriptions"])),
    params(
        ("id" = String, Path, description = "The subscription"),
        ("If-Match" = Option<String>, Header, description = "The ETag of what was read"),
    ),
    responses((status = 200, description = "It is on", body = Subscription))
)]
pub async fn enable_subscription(
    authorized: Authorized<CreateSubscriptions>,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
) -> Result<(HeaderMap, Json<Subscription>), Problem> {
    query.finish()?;
    let id = SubscriptionId(path_id(&id, "subscription")?);
    change(&authorized, &state, id, switched(true), expected.as_deref()).await
}

/// Gives a subscription a new secret, which is shown only now. The old one signs beside it for a
/// while, 24 hours unless `keepOldSeconds` says how long, so that the receiver can be given the new
/// one without missing anything; 0 ends it at once.
#[utoipa::path(
    post,
    path = "/v1/subscriptions/{id}/rotate",
    tag = "notifications",
    security(("oauth2" = ["create:subscriptions"])),
    params(
        ("id" = String, Path, description = "The subscription"),
        ("If-Match" = Option<String>, Header, description = "The ETag of what was read"),
    ),
    request_body = SecretRotation,
    responses((status = 200, description = "The new secret", body = CreatedSubscription))
)]
pub async fn rotate_subscription(
    authorized: Authorized<CreateSubscriptions>,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<(HeaderMap, Json<CreatedSubscription>), Problem> {
    query.finish()?;
    let id = SubscriptionId(path_id(&id, "subscription")?);
    let wanted: SecretRotation = body::json_or_default(&headers, body, body::SMALL).await?;
    let longest = LONGEST_OVERLAP.as_secs();
    if !(0..=longest).contains(&wanted.keep_old_seconds) {
        let error = FieldProblem::new("keepOldSeconds", format!("must be 0 to {longest}"));
        return Err(
            Problem::new(codes::INVALID_STRUCTURE, "nothing was changed").with_errors(vec![error]),
        );
    }
    let chosen = Chosen {
        secret: wanted.secret.as_deref(),
        ..Chosen::default()
    };
    chosen.check()?;
    let secret = wanted.secret.unwrap_or_else(new_secret);
    let edit = SubscriptionEdit {
        secret: Some(NewSecret {
            secret: secret.clone(),
            overlap: SignedDuration::from_secs(wanted.keep_old_seconds),
        }),
        ..SubscriptionEdit::default()
    };
    let changed = change(&authorized, &state, id, edit, expected.as_deref()).await;
    let (headers, Json(subscription)) = changed?;
    let answer = CreatedSubscription {
        subscription,
        secret,
    };
    Ok((headers, Json(answer)))
}

/// Posts an event that says it is a test, `SubscriptionTest`, to the receiver, now and once, and
/// says how it was taken. It is signed like any other, and stands neither in `GET /v1/events` nor
/// among the deliveries. A subscription that is switched off can be tried too.
#[utoipa::path(
    post,
    path = "/v1/subscriptions/{id}/test",
    tag = "notifications",
    security(("oauth2" = ["create:subscriptions"])),
    params(("id" = String, Path, description = "The subscription")),
    responses((status = 200, description = "How it was taken", body = SubscriptionTest))
)]
pub async fn try_subscription(
    authorized: Authorized<CreateSubscriptions>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
) -> Result<Json<SubscriptionTest>, Problem> {
    query.finish()?;
    let id = SubscriptionId(path_id(&id, "subscription")?);
    let tried = state.engine().try_subscription(&authorized.caller, id);
    let tried = tried.await?;
    Ok(Json(SubscriptionTest {
        is_delivered: tried.is_delivered,
        http_status: tried.http_status,
        answer: tried.answer,
        webhook_id: tried.id.to_string(),
        event_type: tried.event_type,
    }))
}

async fn change(
    authorized: &Authorized<CreateSubscriptions>,
    state: &ApiState,
    id: SubscriptionId,
    edit: SubscriptionEdit,
    expected: Option<&str>,
) -> Result<(HeaderMap, Json<Subscription>), Problem> {
    let engine = state.engine();
    let row = engine.change_subscription(&authorized.caller, id, edit, expected);
    let subscription = Subscription::new(row.await?)?;
    Ok((subscription.headers(), Json(subscription)))
}
