//! What does a version say?

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_process::configuration::tag;

use crate::configuration_answer::{VersionAnswer, etag};
use crate::extract::ConfiguredVersion;
use crate::problem::Problem;
use crate::state::ApiState;

/// Reads a version. Send its `ETag` as `If-Match` with a change.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}/{name}/versions/{version}",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables or settings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
        ("version" = String, Path, description = "Its number, or draft"),
    ),
    responses((status = 200, description = "The version", body = VersionAnswer))
)]
pub async fn get_configuration_version(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
) -> Result<(HeaderMap, Json<VersionAnswer>), Problem> {
    let row = configured.row(&state).await?;
    Ok((etag(&tag(&row)), Json(VersionAnswer::new(&row)?)))
}
