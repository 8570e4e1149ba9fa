//! What is one subscription?

use axum::Json;
use axum::extract::{Path, State};
use cas_model::ids::SubscriptionId;

use super::subscriptions::Subscription;
use crate::extract::{Authorized, ReadSubscriptions, path_id};
use crate::problem::Problem;
use crate::state::ApiState;

/// Reads one subscription of the tenant.
#[utoipa::path(
    get,
    path = "/v1/subscriptions/{id}",
    tag = "notifications",
    security(("oauth2" = ["read:subscriptions"])),
    params(("id" = String, Path, description = "The subscription")),
    responses((status = 200, description = "The subscription", body = Subscription))
)]
pub async fn get_subscription(
    authorized: Authorized<ReadSubscriptions>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
) -> Result<Json<Subscription>, Problem> {
    let id = SubscriptionId(path_id(&id, "subscription")?);
    let row = state.store().subscription(authorized.tenant(), id).await?;
    let row = row.ok_or_else(|| Problem::not_found("subscription"))?;
    Ok(Json(Subscription::new(row)?))
}
