//! How does a connection to a customs system end?

use axum::extract::{Path, State};
use axum::http::StatusCode;
use cas_model::ids::SystemCode;

use crate::extract::{AdminConfiguration, Authorized, IfMatch};
use crate::problem::Problem;
use crate::state::ApiState;

/// Deletes a connection. What is on its way over it waits until there is one again.
#[utoipa::path(
    delete,
    path = "/v1/connections/{system}",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("system" = String, Path, description = "The code of the customs system"),
        ("If-Match" = Option<String>, Header, description = "The ETag of what was read"),
    ),
    responses((status = 204, description = "Deleted"))
)]
pub async fn delete_connection(
    authorized: Authorized<AdminConfiguration>,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    Path(system): Path<String>,
) -> Result<StatusCode, Problem> {
    let unknown = || Problem::not_found("connection");
    let system = SystemCode::parse(&system).ok_or_else(unknown)?;
    let editor = authorized.editor();
    let engine = state.engine();
    engine.delete_connection(&editor, &system, expected).await?;
    Ok(StatusCode::NO_CONTENT)
}
