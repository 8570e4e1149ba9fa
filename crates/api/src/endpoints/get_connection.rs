//! How does a tenant reach a customs system?

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;

use super::connections::ConnectionAnswer;
use crate::configuration_answer::etag;
use crate::extract::{AdminConfiguration, Authorized};
use crate::problem::Problem;
use crate::state::ApiState;

/// Reads a connection. Its secrets are never told.
#[utoipa::path(
    get,
    path = "/v1/connections/{system}",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(("system" = String, Path, description = "The code of the customs system")),
    responses((status = 200, description = "The connection", body = ConnectionAnswer))
)]
pub async fn get_connection(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    Path(system): Path<String>,
) -> Result<(HeaderMap, Json<ConnectionAnswer>), Problem> {
    let views = state.engine().connection_views(authorized.tenant()).await?;
    let mut views = views.into_iter();
    let view = views.find(|view| view.system.to_string() == system);
    let view = view.ok_or_else(|| Problem::not_found("connection"))?;
    Ok((etag(&view.tag()), Json(view.into())))
}
