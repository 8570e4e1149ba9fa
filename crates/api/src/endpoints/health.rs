//! Is the server alive, and can it work?

use axum::extract::State;
use axum::http::StatusCode;

use crate::problem::Problem;
use crate::state::ApiState;

/// Answers while the process runs.
#[utoipa::path(
    get,
    path = "/health/live",
    tag = "operations",
    responses((status = 204, description = "It runs"))
)]
pub async fn health_live() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Answers while the database does.
#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "operations",
    responses(
        (status = 204, description = "It serves"),
        (status = 503, description = "The database does not answer"),
    )
)]
pub async fn health_ready(State(state): State<ApiState>) -> Result<StatusCode, Problem> {
    state.store().signing_keys().await?;
    Ok(StatusCode::NO_CONTENT)
}
