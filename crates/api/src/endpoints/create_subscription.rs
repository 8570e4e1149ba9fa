//! How does a system ask to be notified?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cas_model::ids::SubscriptionId;
use cas_model::notification;
use cas_model::record;
use cas_store::SubscriptionRecord;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::subscriptions::{Filter, Subscription};
use crate::codes;
use crate::extract::{Authorized, CreateSubscriptions, body};
use crate::problem::{FieldProblem, Problem};
use crate::secrets::random_bytes;
use crate::state::ApiState;

/// The most characters of a subscription's name.
const LONGEST_NAME: usize = 100;

/// How secrets of webhooks begin (Standard Webhooks).
const SECRET_PREFIX: &str = "whsec_";

/// The event types of documents and guarantees, which nothing here sends yet.
const NOT_YET_SENT: &[&str] = &[
    "DeclarationPdfCreated",
    "CoOPDFCreated",
    "TransitGuaranteeThresholdStatusChanged",
];

/// A wish to be notified.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSubscription {
    /// Where to post; a public address unless the configuration allows others.
    pub url: String,
    /// What people call it, 1 to 100 characters.
    pub name: Option<String>,
    /// What to post; everything when empty.
    #[serde(default)]
    pub filters: Vec<Filter>,
    /// The secret that signs, `whsec_` and base64 of 24 to 64 bytes; made when absent.
    pub secret: Option<String>,
}

/// A subscription with its secret, which is told only now.
#[derive(Serialize, ToSchema)]
pub struct CreatedSubscription {
    /// The subscription, as it is listed from now on.
    #[serde(flatten)]
    pub(super) subscription: Subscription,
    /// The secret that signs; keep it, it is not told again.
    pub(super) secret: String,
}

/// Subscribes an address to notifications.
#[utoipa::path(
    post,
    path = "/v1/subscriptions",
    tag = "notifications",
    security(("oauth2" = ["create:subscriptions"])),
    request_body = NewSubscription,
    responses((status = 201, description = "Subscribed", body = CreatedSubscription))
)]
pub async fn create_subscription(
    authorized: Authorized<CreateSubscriptions>,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, HeaderMap, Json<CreatedSubscription>), Problem> {
    let wanted: NewSubscription = body::small_json(&headers, body).await?;
    let chosen = Chosen {
        name: wanted.name.as_deref(),
        filters: &wanted.filters,
        secret: wanted.secret.as_deref(),
    };
    chosen.check()?;
    state.engine().check_webhook_url(&wanted.url)?;
    let filters = wanted.filters.into_iter().map(Into::into).collect();
    let row = SubscriptionRecord {
        tenant_id: authorized.tenant(),
        id: SubscriptionId(state.engine().ids().next()),
        url: wanted.url,
        filters: record::Json::encode(&filters).map_err(anyhow::Error::from)?,
        secret: wanted.secret.unwrap_or_else(new_secret),
        client_id: authorized.caller.actor,
        created_at: state.now(),
        disabled_at: None,
        name: wanted.name,
        former_secret: None,
        former_secret_until: None,
        version: 1,
        changed_at: None,
        changed_by: None,
    };
    state.store().insert_subscription(&row).await?;
    let secret = row.secret.clone();
    let mut headers = HeaderMap::new();
    if let Ok(location) = HeaderValue::from_str(&format!("/v1/subscriptions/{}", row.id)) {
        headers.insert(header::LOCATION, location);
    }
    let subscription = Subscription::new(row)?;
    Ok((
        StatusCode::CREATED,
        headers,
        Json(CreatedSubscription {
            subscription,
            secret,
        }),
    ))
}

/// A secret of random bytes.
pub(super) fn new_secret() -> String {
    format!("{SECRET_PREFIX}{}", STANDARD.encode(random_bytes::<32>()))
}

/// A filter that no event passes is a mistake: its subscriber would wait for ever.
fn check_filter(path: &str, filter: &Filter, errors: &mut Vec<FieldProblem>) {
    let sent = notification::sub_kinds(&filter.event_type);
    let Some(sub_kinds) = sent else {
        if !NOT_YET_SENT.contains(&filter.event_type.as_str()) {
            let known = notification::KINDS.iter().chain(NOT_YET_SENT);
            let known = known.copied().collect::<Vec<_>>().join(", ");
            let message = format!("must be one of {known}");
            errors.push(FieldProblem::new(format!("{path}.eventType"), message));
        }
        return;
    };
    for (index, wanted) in filter.event_sub_types.iter().enumerate() {
        if !sub_kinds.contains(&wanted.as_str()) {
            let place = format!("{path}.eventSubTypes[{index}]");
            let (kind, known) = (&filter.event_type, sub_kinds.join(", "));
            let message = format!("no {kind} is \"{wanted}\"; must be one of {known}");
            errors.push(FieldProblem::new(place, message));
        }
    }
}

/// What callers choose of a subscription, where they choose it.
#[derive(Default)]
pub(super) struct Chosen<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) filters: &'a [Filter],
    pub(super) secret: Option<&'a str>,
}

impl Chosen<'_> {
    /// Refuses what cannot be chosen.
    pub(super) fn check(&self) -> Result<(), Problem> {
        let mut errors = Vec::new();
        for (index, filter) in self.filters.iter().enumerate() {
            check_filter(&format!("filters[{index}]"), filter, &mut errors);
        }
        if let Some(name) = self.name
            && (name.trim().is_empty() || name.chars().count() > LONGEST_NAME)
        {
            let message = format!("must be 1 to {LONGEST_NAME} characters");
            errors.push(FieldProblem::new("name", message));
        }
        if self.secret.is_some_and(|secret| !is_secret(secret)) {
            let message =
                "must be whsec_ and base64 of 24 to 64 bytes; leave it out to have one made";
            errors.push(FieldProblem::new("secret", message));
        }
        if errors.is_empty() {
            return Ok(());
        }
        Err(Problem::new(codes::INVALID_STRUCTURE, "nothing was stored").with_errors(errors))
    }
}

fn is_secret(secret: &str) -> bool {
    let key = secret
        .strip_prefix(SECRET_PREFIX)
        .and_then(|text| STANDARD.decode(text).ok());
    key.is_some_and(|key| (24..=64).contains(&key.len()))
}
