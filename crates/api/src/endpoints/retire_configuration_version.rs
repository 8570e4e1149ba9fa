//! How does a version go out of force?

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_process::configuration::{VersionChoice, tag};

use crate::configuration_answer::{VersionAnswer, etag};
use crate::extract::ConfiguredVersion;
use crate::problem::Problem;
use crate::state::ApiState;

/// Retires a published version: nothing new starts with it, and the newest published version that
/// stays takes its place. Refused when something published needs it.
#[utoipa::path(
    post,
    path = "/v1/configuration/{kind}/{name}/versions/{version}/retire",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables or settings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
        ("version" = String, Path, description = "Its number"),
    ),
    responses((status = 200, description = "Retired", body = VersionAnswer))
)]
pub async fn retire_configuration_version(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
) -> Result<(HeaderMap, Json<VersionAnswer>), Problem> {
    let number = match configured.version {
        VersionChoice::Number(number) => number,
        VersionChoice::Draft => configured.row(&state).await?.version,
    };
    let of = configured.of;
    let engine = state.engine();
    let row = engine.retire_version(&of.editor, &of.name, number).await?;
    Ok((etag(&tag(&row)), Json(VersionAnswer::new(&row)?)))
}
