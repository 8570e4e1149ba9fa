//! How is the presentation of pre-lodged goods notified?

use axum::extract::{Path, State};
use cas_model::Action;

use super::action::{self, Accepted, ActionAccepted};
use crate::extract::{Authorized, CreateMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Notifies customs that the goods are there.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/goods-arrived",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 202, description = "Will be carried out", body = ActionAccepted))
)]
pub async fn goods_arrived(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
) -> Result<Accepted, Problem> {
    action::request(&state, &authorized.caller, &id, Action::GoodsArrived, None).await
}
