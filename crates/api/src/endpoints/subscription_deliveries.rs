//! What became of the notifications to a subscription?

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use cas_model::ids::{DeliveryId, NotificationId, SubscriptionId};
use cas_store::{DeliveryRecord, DeliverySearch, DeliveryState};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadSubscriptions, path_id};
use crate::problem::Problem;
use crate::shown_events::shown_events;
use crate::state::ApiState;

/// Deliveries to a subscription, newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deliveries {
    /// The deliveries of one subscription.
    deliveries: Vec<Delivery>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
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
    /// The `eventType` of what is delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    event_type: Option<String>,
    /// The `eventSubType` of what is delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    event_sub_type: Option<String>,
    /// The delivery that it repeats on demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Uuid)]
    replay_of: Option<String>,
    /// The client or the person who asked for the repetition.
    #[serde(skip_serializing_if = "Option::is_none")]
    replayed_by: Option<String>,
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
            event_type: None,
            event_sub_type: None,
            replay_of: row.replay_of.map(|id| id.to_string()),
            replayed_by: row.replayed_by,
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
        ("state" = Option<String>, Query, description =
            "pending, delivered, expired; several with commas"),
        ("notification" = Option<String>, Query, description = "The id of a notification"),
        ("from" = Option<String>, Query, description = "Made then or later: time or date"),
        ("to" = Option<String>, Query, description = "Made then or before: time or date"),
        ("cursor" = Option<String>, Query, description =
            "The `nextCursor` of an earlier answer to the same question"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("offset" = Option<u32>, Query, description = "Skip so many; not with cursor"),
    ),
    responses((status = 200, description = "The deliveries", body = Deliveries))
)]
pub async fn subscription_deliveries(
    authorized: Authorized<ReadSubscriptions>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    mut query: Query,
) -> Result<Json<Deliveries>, Problem> {
    let zone = state.engine().zone_of(authorized.tenant()).await?;
    let behind = query.parsed("cursor", "a nextCursor", |text| {
        DeliveryId::parse(text).ok()
    });
    let search = DeliverySearch {
        states: query.listed("state", STATES, DeliveryState::parse),
        notification: query.parsed("notification", "an id", |text| {
            NotificationId::parse(text).ok()
        }),
        since: query.moment("from").map(|it| it.since(zone)),
        until: query.moment("to").map(|it| it.until(zone)),
        limit: query.limit(),
        offset: query.offset_without(behind.as_ref()),
        oldest_first: false,
        behind,
    };
    query.finish()?;
    let id = SubscriptionId(path_id(&id, "subscription")?);
    state
        .engine()
        .subscription_of(&authorized.caller, id)
        .await?;
    let page = state
        .store()
        .find_deliveries(authorized.tenant(), id, &search);
    let page = page.await?;
    let next_cursor = page.next_behind().map(|row| row.id.to_string());
    Ok(Json(Deliveries {
        deliveries: told_deliveries(&state, &authorized, page.into_iter().collect()).await?,
        next_cursor,
    }))
}

const STATES: &str = "pending, delivered or expired";

/// Deliveries with what they deliver; a restricted caller is told of events that he is shown.
async fn told_deliveries(
    state: &ApiState,
    authorized: &Authorized<ReadSubscriptions>,
    rows: Vec<DeliveryRecord>,
) -> Result<Vec<Delivery>, Problem> {
    let ids: Vec<_> = rows.iter().map(|row| row.notification_id).collect();
    let mut events = state.store().notifications(&ids).await?;
    if authorized.visible.is_some() {
        events = shown_events(state, authorized, events).await?;
    }
    let kinds: HashMap<_, _> = events
        .into_iter()
        .map(|event| (event.id, (event.event_type, event.event_sub_type)))
        .collect();
    let told = rows.into_iter().filter_map(|row| {
        let kind = kinds.get(&row.notification_id).cloned();
        let is_told = kind.is_some() || authorized.visible.is_none();
        is_told.then(|| Delivery {
            event_type: kind.as_ref().map(|(kind, _)| kind.clone()),
            event_sub_type: kind.map(|(_, sub_kind)| sub_kind),
            ..Delivery::from(row)
        })
    });
    Ok(told.collect())
}
