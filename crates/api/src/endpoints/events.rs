//! What happened since I last asked?
//!
//! The ordered log behind the webhooks: who missed a notification reads it here.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadSubscriptions};
use crate::problem::Problem;
use crate::shown_events::shown_events;
use crate::state::ApiState;

/// Events in their order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Events {
    /// The envelopes, as they are posted to webhooks.
    #[schema(value_type = Vec<Object>)]
    events: Vec<Box<RawValue>>,
    /// Send it as `after` to read on; it stays the same while nothing happens.
    next_cursor: String,
}

/// Reads the event log. It never expires. Whoever may see parts of the organisation is shown their
/// events: a page may hold fewer, and `nextCursor` goes on as long as there are more.
#[utoipa::path(
    get,
    path = "/v1/events",
    tag = "notifications",
    security(("oauth2" = ["read:subscriptions"])),
    params(
        ("after" = Option<String>, Query,
            description = "`nextCursor` of the last answer; from the beginning when absent"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The events", body = Events))
)]
pub async fn events(
    authorized: Authorized<ReadSubscriptions>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<Events>, Problem> {
    let position = |text: &str| text.parse::<i64>().ok().filter(|position| *position >= 0);
    let after = query.parsed("after", "a nextCursor", position).unwrap_or(0);
    let limit = query.limit();
    query.finish()?;
    let rows = state
        .store()
        .events_after(authorized.tenant(), after, limit)
        .await?;
    let next_cursor = rows.last().map_or(after, |row| row.seq).to_string();
    let events = shown_events(&state, &authorized, rows)
        .await?
        .into_iter()
        .map(|row| RawValue::from_string(row.body.into_text()));
    let events = events
        .collect::<Result<_, _>>()
        .map_err(anyhow::Error::from)?;
    Ok(Json(Events {
        events,
        next_cursor,
    }))
}
