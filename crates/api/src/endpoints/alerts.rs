//! What must an operator look at?

use axum::Json;
use axum::extract::State;
use cas_store::{AlertRecord, OpenAlerts};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Alerts of a tenant, the newest first.
#[derive(Serialize, ToSchema)]
pub struct Alerts {
    /// The alerts, the newest first.
    alerts: Vec<Alert>,
}

/// Something an operator must look at.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// The id of the alert.
    #[schema(format = Uuid)]
    id: String,
    /// `unmatched-message`, `unreadable-message`, `unexpected-event`, `dead-task`, …
    kind: String,
    /// What happened, in words for operators.
    text: String,
    /// The message it is about.
    message_id: Option<String>,
    /// The declaration it is about.
    declaration_id: Option<String>,
    /// When it was raised.
    #[schema(format = DateTime)]
    raised_at: String,
    /// When someone dealt with it.
    #[schema(format = DateTime)]
    resolved_at: Option<String>,
}

impl From<AlertRecord> for Alert {
    fn from(row: AlertRecord) -> Self {
        Self {
            id: row.id.to_string(),
            kind: row.kind,
            text: row.text,
            message_id: row.message_id.map(|id| id.to_string()),
            declaration_id: row.declaration_id.map(|id| id.to_string()),
            raised_at: row.raised_at.to_string(),
            resolved_at: row.resolved_at.map(|time| time.to_string()),
        }
    }
}

/// Lists alerts, newest first.
#[utoipa::path(
    get,
    path = "/v1/alerts",
    tag = "operations",
    security(("oauth2" = ["read:messages"])),
    params(
        ("state" = Option<String>, Query, description =
            "open (default): those that nobody dealt with; all: those dealt with too"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The alerts", body = Alerts))
)]
pub async fn alerts(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<Alerts>, Problem> {
    let which = query
        .parsed("state", "open or all", parse_state)
        .unwrap_or(OpenAlerts::Only);
    let limit = query.limit();
    query.finish()?;
    let rows = state
        .store()
        .alerts(authorized.tenant(), which, limit)
        .await?;
    Ok(Json(Alerts {
        alerts: rows.into_iter().map(Into::into).collect(),
    }))
}

fn parse_state(text: &str) -> Option<OpenAlerts> {
    match text {
        "open" => Some(OpenAlerts::Only),
        "all" => Some(OpenAlerts::AndResolved),
        _ => None,
    }
}
