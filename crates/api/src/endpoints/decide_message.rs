//! What becomes of a message of customs that could not be read or matched?

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use cas_model::ids::{DeclarationId, MessageId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::{Decided, Decision};
use crate::problem::Problem;
use crate::state::ApiState;

/// Why it is read again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageWord {
    /// Why, 1 to 512 characters; it is kept.
    reason: String,
}

/// Of which declaration a message is.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MessageAssignment {
    /// The declaration that it is about.
    declaration_id: Uuid,
    /// Why, 1 to 512 characters; it is kept.
    reason: String,
}

impl Decision for MessageWord {
    const ABOUT: &'static str = "message";
}

impl Decision for MessageAssignment {
    const ABOUT: &'static str = "message";
}

/// A message that will be read.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageLookedAt {
    /// The id of the message; `GET /v1/messages` shows what became of it.
    #[schema(format = Uuid)]
    message_id: String,
}

fn accepted(id: MessageId) -> (StatusCode, Json<MessageLookedAt>) {
    let message_id = id.to_string();
    (StatusCode::ACCEPTED, Json(MessageLookedAt { message_id }))
}

/// Reads a message again that was unmatched or unreadable, as if it had just come.
#[utoipa::path(
    post,
    path = "/v1/messages/{messageId}/read",
    tag = "operations",
    security(("oauth2" = ["admin:configuration"])),
    params(("messageId" = String, Path, description = "The message")),
    request_body = MessageWord,
    responses((status = 202, description = "It will be read", body = MessageLookedAt))
)]
pub async fn read_message_again(
    State(state): State<ApiState>,
    decided: Decided<MessageWord>,
) -> Result<(StatusCode, Json<MessageLookedAt>), Problem> {
    let (id, reason) = (MessageId(decided.id), &decided.decision.reason);
    let engine = state.engine();
    engine
        .read_message_again(&decided.caller, id, reason)
        .await?;
    Ok(accepted(id))
}

/// Says of which declaration an unmatched message is, and reads it again. What contradicts what is
/// known of the declaration is refused.
#[utoipa::path(
    post,
    path = "/v1/messages/{messageId}/assign",
    tag = "operations",
    security(("oauth2" = ["admin:configuration"])),
    params(("messageId" = String, Path, description = "The message")),
    request_body = MessageAssignment,
    responses((status = 202, description = "It will be read", body = MessageLookedAt))
)]
pub async fn assign_message(
    State(state): State<ApiState>,
    decided: Decided<MessageAssignment>,
) -> Result<(StatusCode, Json<MessageLookedAt>), Problem> {
    let (id, wanted) = (MessageId(decided.id), decided.decision);
    let (engine, declaration) = (state.engine(), DeclarationId(wanted.declaration_id));
    engine
        .assign_message(&decided.caller, id, declaration, &wanted.reason)
        .await?;
    Ok(accepted(id))
}
