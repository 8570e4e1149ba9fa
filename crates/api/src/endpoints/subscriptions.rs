//! Which subscriptions are there, what is one, and how does it end?

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use cas_model::audit::AuditEvent;
use cas_model::ids::SubscriptionId;
use cas_model::notification::EventFilter;
use cas_store::{AuditRecord, SubscriptionRecord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::configuration_answer::etag;
use crate::extract::{Authorized, DeleteSubscriptions, ReadSubscriptions, path_id};
use crate::problem::Problem;
use crate::state::ApiState;

/// The subscriptions of a tenant.
#[derive(Serialize, ToSchema)]
pub struct Subscriptions {
    /// The subscriptions of the tenant.
    subscriptions: Vec<Subscription>,
}

/// A subscription; its secret is not told again.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// The id of the subscription.
    #[schema(format = Uuid)]
    id: String,
    /// The address that notifications are posted to.
    url: String,
    /// What to post; everything when empty.
    filters: Vec<Filter>,
    /// The client that made it.
    client_id: String,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was switched off, by a person or after failing for days.
    #[schema(format = DateTime)]
    disabled_at: Option<String>,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Until when the secret before the last one signs as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    former_secret_until: Option<String>,
    /// Counts its changes, from 1; the ETag.
    version: u32,
    /// When somebody last changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    changed_at: Option<String>,
    /// The client or the person who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed_by: Option<String>,
}

/// Events of one type.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Filter {
    /// The `eventType` that is to be sent.
    pub event_type: String,
    /// The `eventSubType`s; all of them when empty.
    #[serde(default)]
    pub event_sub_types: Vec<String>,
}

impl From<EventFilter> for Filter {
    fn from(filter: EventFilter) -> Self {
        Self {
            event_type: filter.event_type,
            event_sub_types: filter.event_sub_types,
        }
    }
}

impl From<Filter> for EventFilter {
    fn from(filter: Filter) -> Self {
        Self {
            event_type: filter.event_type,
            event_sub_types: filter.event_sub_types,
        }
    }
}

impl Subscription {
    /// The headers that name the state of it.
    pub fn headers(&self) -> HeaderMap {
        etag(&self.version.to_string())
    }

    /// The answer for a stored subscription.
    ///
    /// # Errors
    /// When what is stored is not what it must be.
    pub fn new(row: SubscriptionRecord) -> anyhow::Result<Self> {
        Ok(Self {
            id: row.id.to_string(),
            url: row.url,
            filters: row.filters.get()?.into_iter().map(Into::into).collect(),
            client_id: row.client_id,
            created_at: row.created_at.to_string(),
            disabled_at: row.disabled_at.map(|time| time.to_string()),
            name: row.name,
            former_secret_until: row.former_secret_until.map(|time| time.to_string()),
            version: row.version,
            changed_at: row.changed_at.map(|time| time.to_string()),
            changed_by: row.changed_by,
        })
    }
}

/// Lists the subscriptions of the tenant.
#[utoipa::path(
    get,
    path = "/v1/subscriptions",
    tag = "notifications",
    security(("oauth2" = ["read:subscriptions"])),
    responses((status = 200, description = "The subscriptions", body = Subscriptions))
)]
pub async fn subscriptions(
    authorized: Authorized<ReadSubscriptions>,
    State(state): State<ApiState>,
) -> Result<Json<Subscriptions>, Problem> {
    let rows = state.store().subscriptions(authorized.tenant()).await?;
    let subscriptions = rows
        .into_iter()
        .map(Subscription::new)
        .collect::<anyhow::Result<_>>()?;
    Ok(Json(Subscriptions { subscriptions }))
}

/// Reads one subscription of the tenant. Send its `ETag` as `If-Match` with a change.
#[utoipa::path(
    get,
    path = "/v1/subscriptions/{id}",
    tag = "notifications",
    security(("oauth2" = ["read:subscriptions"])),
    params(("id" = String, Path, description = "The subscription")),
    responses((status = 200, description = "The subscription", body = Subscription))
)]
pub async fn get_subscription(
    authorized: Authorized<ReadSubscriptions>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
) -> Result<(HeaderMap, Json<Subscription>), Problem> {
    let id = SubscriptionId(path_id(&id, "subscription")?);
    let row = state
        .engine()
        .subscription_of(&authorized.caller, id)
        .await?;
    let subscription = Subscription::new(row)?;
    Ok((subscription.headers(), Json(subscription)))
}

/// Ends a subscription: nothing is posted to it any more.
#[utoipa::path(
    delete,
    path = "/v1/subscriptions/{id}",
    tag = "notifications",
    security(("oauth2" = ["delete:subscriptions"])),
    params(("id" = String, Path, description = "The subscription")),
    responses((status = 204, description = "Ended"))
)]
pub async fn delete_subscription(
    authorized: Authorized<DeleteSubscriptions>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = SubscriptionId(path_id(&id, "subscription")?);
    let tenant = authorized.tenant();
    let ended = AuditRecord {
        tenant_id: tenant,
        event: AuditEvent::SubscriptionEnded,
        actor: authorized.caller.actor.clone(),
        user_id: None,
        subject: Some(format!("subscription {id}")),
        detail: None,
        address: None,
        recorded_at: state.now(),
    };
    let store = state.store();
    if store.delete_subscription(tenant, id, Some(ended)).await? {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Problem::not_found("subscription"))
}
