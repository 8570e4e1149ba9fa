//! How is an open amendment given up?

use axum::extract::{Path, State};
use cas_model::Action;

use super::action::{self, Accepted, ActionAccepted};
use crate::extract::{Authorized, CreateMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Gives the open amendment up; what customs has is back.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/cancel-amendment",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 202, description = "Will be carried out", body = ActionAccepted))
)]
pub async fn cancel_amendment(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
) -> Result<Accepted, Problem> {
    action::request(
        &state,
        &authorized.caller,
        &id,
        Action::CancelAmendment,
        None,
    )
    .await
}
