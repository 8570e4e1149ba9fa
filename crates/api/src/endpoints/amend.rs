//! How is the amendment of a declaration opened?

use axum::extract::{Path, State};
use cas_model::Action;

use super::action::{self, Accepted, ActionAccepted};
use crate::extract::{Authorized, CreateMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Opens an amendment on a copy: what customs has stays as it is until customs accepts the
/// amendment.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/amend",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 202, description = "Will be carried out", body = ActionAccepted))
)]
pub async fn amend(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
) -> Result<Accepted, Problem> {
    action::request(&state, &authorized.caller, &id, Action::Amend, None).await
}
