//! What do all actions on a declaration have in common?

use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use cas_engine::{Caller, RequestedAction};
use cas_model::ids::DeclarationId;
use cas_model::{Action, ActionContent};
use serde::Serialize;
use utoipa::ToSchema;

use crate::codes;
use crate::extract::{body, path_id};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// An action was stored and will be carried out; `DeclarationActionFinished` tells how it ended.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionAccepted {
    /// The id of the request.
    #[schema(format = Uuid)]
    action_id: String,
}

/// The answer to a requested action.
pub type Accepted = (StatusCode, Json<ActionAccepted>);

/// Asks the engine for an action.
pub async fn request(
    state: &ApiState,
    caller: &Caller,
    declaration: &str,
    action: Action,
    reason: Option<String>,
) -> Result<Accepted, Problem> {
    let requested = RequestedAction {
        reason,
        ..RequestedAction::from(action)
    };
    ask(state, caller, declaration, requested).await
}

/// Asks the engine for an action with what the body says; what is wrong or missing in it is named
/// at once.
pub async fn request_with(
    state: &ApiState,
    caller: &Caller,
    declaration: &str,
    action: Action,
    headers: HeaderMap,
    body: Body,
) -> Result<Accepted, Problem> {
    let sent = body::any_json(&headers, body, state.settings().body_limit).await?;
    let content = ActionContent::read(action, sent).map_err(|errors| {
        let places = errors
            .into_iter()
            .map(|error| FieldProblem::new(error.path.to_string(), error.message));
        let detail = "what is said with the action is wrong or not whole; see errors";
        Problem::new(codes::INVALID_STRUCTURE, detail).with_errors(places.collect())
    })?;
    let requested = RequestedAction {
        content,
        ..RequestedAction::from(action)
    };
    ask(state, caller, declaration, requested).await
}

async fn ask(
    state: &ApiState,
    caller: &Caller,
    declaration: &str,
    requested: RequestedAction,
) -> Result<Accepted, Problem> {
    let declaration = DeclarationId(path_id(declaration, "declaration")?);
    let id = state
        .engine()
        .request_action(caller, declaration, requested)
        .await?;
    Ok((
        StatusCode::ACCEPTED,
        Json(ActionAccepted {
            action_id: id.to_string(),
        }),
    ))
}
