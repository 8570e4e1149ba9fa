//! What do all actions on a declaration have in common?

use axum::Json;
use axum::http::StatusCode;
use cas_engine::Caller;
use cas_model::Action;
use cas_model::ids::DeclarationId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::path_id;
use crate::problem::Problem;
use crate::state::ApiState;

/// An action was stored and will be carried out; `DeclarationActionFinished` tells how it ended.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionAccepted {
    /// Names the request.
    #[schema(format = Uuid)]
    action_id: String,
}

/// The answer to a requested action.
pub type Accepted = (StatusCode, Json<ActionAccepted>);

/// Asks the engine for an action.
pub async fn request(
    state: &ApiState,
    (caller, declaration): (&Caller, &str),
    action: Action,
    reason: Option<String>,
) -> Result<Accepted, Problem> {
    let declaration = DeclarationId(path_id(declaration, "declaration")?);
    let id = state
        .engine()
        .request_action(caller, declaration, action, reason)
        .await?;
    Ok((
        StatusCode::ACCEPTED,
        Json(ActionAccepted {
            action_id: id.to_string(),
        }),
    ))
}
