//! How does a declaration go on that was held back?

use axum::extract::{Path, State};
use cas_model::Action;

use super::action::{self, Accepted, ActionAccepted};
use crate::extract::{Authorized, CreateMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Lets a declaration that was held back go on.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/release-hold",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 202, description = "Will be carried out", body = ActionAccepted))
)]
pub async fn release_hold(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
) -> Result<Accepted, Problem> {
    action::request(&state, &authorized.caller, &id, Action::ReleaseHold, None).await
}
