//! How is a declaration withdrawn?

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_model::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::action::{self, Accepted, ActionAccepted};
use crate::extract::{Authorized, CreateMessages, body};
use crate::problem::Problem;
use crate::state::ApiState;

/// Why a declaration is withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invalidation {
    /// The reason, 1 to 512 characters: customs reads it.
    pub reason: String,
}

/// Withdraws the declaration: at once before customs has it, by a request to customs after.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/invalidate",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    request_body = Invalidation,
    responses((status = 202, description = "Will be carried out", body = ActionAccepted))
)]
pub async fn invalidate(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Accepted, Problem> {
    let Invalidation { reason } = body::small_json(&headers, body).await?;
    action::request(
        &state,
        &authorized.caller,
        &id,
        Action::Invalidate,
        Some(reason),
    )
    .await
}
