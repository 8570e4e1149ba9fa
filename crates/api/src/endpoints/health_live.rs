//! Does the process run?

use axum::http::StatusCode;

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
