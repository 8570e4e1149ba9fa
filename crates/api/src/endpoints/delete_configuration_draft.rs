//! How is a draft given up?

use axum::extract::State;
use axum::http::StatusCode;

use crate::extract::{Configured, IfMatch};
use crate::problem::Problem;
use crate::state::ApiState;

/// Deletes a draft. What was published stays.
#[utoipa::path(
    delete,
    path = "/v1/configuration/{kind}/{name}/draft",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables or settings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the draft that was read"),
    ),
    responses((status = 204, description = "Deleted"))
)]
pub async fn delete_configuration_draft(
    configured: Configured,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
) -> Result<StatusCode, Problem> {
    let Configured { editor, name } = configured;
    state
        .engine()
        .delete_draft(&editor, &name, expected)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
