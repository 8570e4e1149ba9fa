//! What became of the notifications to a subscription?

use std::collections::HashSet;

use axum::Json;
use axum::extract::{Path, State};
use cas_model::ids::SubscriptionId;
use cas_store::DeliveryRecord;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadSubscriptions, path_id};
use crate::problem::Problem;
use crate::shown_events::shown_events;
use crate::state::ApiState;

/// Deliveries to a subscription, newest first.
#[derive(Serialize, ToSchema)]
pub struct Deliveries {
    /// The deliveries of one subscription.
    deliveries: Vec<Delivery>,
}

/// The delivery of one notification.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// The id of the delivery.
    #[schema(format = Uuid)]
    id: String,
    /// The id of the notification that is delivered.
    #[schema(format = Uuid)]
    notification_id: String,
    /// `pending`, `delivered` or `expired`.
    state: &'static str,
    /// How often it was tried.
    attempts: u32,
    /// The last answer, or why there was none.
    last_answer: Option<String>,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last tried.
    #[schema(format = DateTime)]
    attempted_at: Option<String>,
    /// When it will be tried again.
    #[schema(format = DateTime)]
    next_at: Option<String>,
}

impl From<DeliveryRecord> for Delivery {
    fn from(row: DeliveryRecord) -> Self {
        Self {
            id: row.id.to_string(),
            notification_id: row.notification_id.to_string(),
            state: row.state.as_str(),
            attempts: row.attempts,
            last_answer: row.last_answer,
            created_at: row.created_at.to_string(),
            attempted_at: row.attempted_at.map(|time| time.to_string()),
            next_at: row.next_at.map(|time| time.to_string()),
        }
    }
}

/// Lists what became of the notifications to a subscription.
#[utoipa::path(
    get,
    path = "/v1/subscriptions/{id}/deliveries",
    tag = "notifications",
    security(("oauth2" = ["read:subscriptions"])),
    params(
        ("id" = String, Path, description = "The subscription"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("offset" = Option<u32>, Query, description = "Skip so many"),
    ),
    responses((status = 200, description = "The deliveries", body = Deliveries))
)]
pub async fn subscription_deliveries(
    authorized: Authorized<ReadSubscriptions>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    mut query: Query,
) -> Result<Json<Deliveries>, Problem> {
    let (limit, offset) = (query.limit(), query.offset().unwrap_or(0));
    query.finish()?;
    let (tenant, id) = (
        authorized.tenant(),
        SubscriptionId(path_id(&id, "subscription")?),
    );
    let known = state.store().subscription(tenant, id).await?;
    known.ok_or_else(|| Problem::not_found("subscription"))?;
    let rows = state
        .store()
        .deliveries_of(tenant, id, limit, offset)
        .await?;
    let rows = match authorized.visible {
        None => rows,
        Some(_) => of_shown_events(&state, &authorized, rows).await?,
    };
    Ok(Json(Deliveries {
        deliveries: rows.into_iter().map(Into::into).collect(),
    }))
}

/// The deliveries of events that the caller is shown.
async fn of_shown_events(
    state: &ApiState,
    authorized: &Authorized<ReadSubscriptions>,
    rows: Vec<DeliveryRecord>,
) -> Result<Vec<DeliveryRecord>, Problem> {
    let ids: Vec<_> = rows.iter().map(|row| row.notification_id).collect();
    let events = state.store().notifications(&ids).await?;
    let shown = shown_events(state, authorized, events).await?;
    let shown: HashSet<_> = shown.into_iter().map(|event| event.id).collect();
    let is_shown = |row: &DeliveryRecord| shown.contains(&row.notification_id);
    Ok(rows.into_iter().filter(is_shown).collect())
}
