//! How are deductions and validations run again?

use axum::extract::{Path, State};
use cas_model::Action;

use super::action::{self, Accepted, ActionAccepted};
use crate::extract::{Authorized, CreateMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Runs deductions and validations again.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/validate",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 202, description = "Will be carried out", body = ActionAccepted))
)]
pub async fn validate(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
) -> Result<Accepted, Problem> {
    action::request(&state, &authorized.caller, &id, Action::Validate, None).await
}
