//! How does a subscription end?

use axum::extract::{Path, State};
use axum::http::StatusCode;
use cas_model::ids::SubscriptionId;

use crate::extract::{Authorized, DeleteSubscriptions, path_id};
use crate::problem::Problem;
use crate::state::ApiState;

/// Ends a subscription: nothing is posted to it any more.
#[utoipa::path(
    delete,
    path = "/v1/subscriptions/{id}",
    tag = "notifications",
    security(("oauth2" = ["delete:subscriptions"])),
    params(("id" = String, Path, description = "The subscription")),
    responses((status = 204, description = "Ended"))
)]
pub async fn delete_subscription(
    authorized: Authorized<DeleteSubscriptions>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = SubscriptionId(path_id(&id, "subscription")?);
    if state
        .store()
        .delete_subscription(authorized.tenant(), id)
        .await?
    {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Problem::not_found("subscription"))
}
