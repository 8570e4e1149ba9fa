//! Can the process serve: does its database answer?

use axum::extract::State;
use axum::http::StatusCode;

use crate::problem::Problem;
use crate::state::ApiState;

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
