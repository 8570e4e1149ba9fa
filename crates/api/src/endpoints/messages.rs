//! Which messages of customs need a person?
//!
//! Those that belong to no declaration, or could not be read: kept, never dropped.

use axum::Json;
use axum::extract::State;
use cas_model::message::{MessageDirection, MessageState};
use cas_store::MessageSearch;

use super::declaration_messages::Messages;
use crate::extract::{Authorized, Query, ReadMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Lists messages exchanged with customs, newest first.
#[utoipa::path(
    get,
    path = "/v1/messages",
    tag = "operations",
    security(("oauth2" = ["read:messages"])),
    params(
        ("state" = Option<String>, Query, description =
            "stored, sent, failed, received, interpreted, duplicate, unmatched or unreadable"),
        ("direction" = Option<String>, Query, description = "outbound or inbound"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("offset" = Option<u32>, Query, description = "Skip so many"),
    ),
    responses((status = 200, description = "The messages", body = Messages))
)]
pub async fn messages(
    authorized: Authorized<ReadMessages>,
    State(app): State<ApiState>,
    mut query: Query,
) -> Result<Json<Messages>, Problem> {
    let direction = query.parsed("direction", "outbound or inbound", MessageDirection::parse);
    let state = query.parsed(
        "state",
        "a state of messages, e.g. unmatched",
        MessageState::parse,
    );
    let (limit, offset) = (query.limit(), query.offset().unwrap_or(0));
    query.finish()?;
    let tenant = authorized.tenant();
    let search = MessageSearch {
        direction,
        state,
        visible: authorized.visible.clone(),
        limit,
        offset,
    };
    let rows = app.store().search_messages(tenant, &search).await?;
    Ok(Json(Messages::from_heads(rows)?))
}
