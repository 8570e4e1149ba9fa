//! Which versions does a name have, what does one say, and how is it taken out of force?

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_process::configuration::{VersionChoice, tag};
use serde::Serialize;
use utoipa::ToSchema;

use crate::configuration_answer::{VersionAnswer, VersionHead, etag};
use crate::extract::{A_CURSOR, Configured, ConfiguredVersion, Query, what};
use crate::problem::Problem;
use crate::state::ApiState;

/// The versions of a name.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationVersions {
    /// The versions, oldest first.
    versions: Vec<VersionHead>,
    /// Send it as `cursor` for what follows, where the page ended at 4 MB; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Lists the versions of a name: who published what when, and why.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}/{name}",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "The versions", body = ConfigurationVersions))
)]
pub async fn configuration_versions(
    configured: Configured,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<ConfigurationVersions>, Problem> {
    let behind = query.parsed("cursor", A_CURSOR, |text| text.parse().ok());
    query.finish()?;
    let Configured { editor, name } = configured;
    let store = state.store();
    let page = store.configuration_version_heads(editor.tenant_id, &name, behind);
    let page = page.await?;
    if page.is_empty() && behind.is_none() {
        return Err(Problem::not_found(what(name.kind)));
    }
    Ok(Json(ConfigurationVersions {
        next_cursor: page.next_behind().map(|row| row.version.to_string()),
        versions: page.into_iter().map(Into::into).collect(),
    }))
}

/// Reads a version. Send its `ETag` as `If-Match` with a change.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}/{name}/versions/{version}",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings"),
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

/// Retires a published version: nothing new starts with it, and the newest published version that
/// stays takes its place. Refused when something published needs it.
#[utoipa::path(
    post,
    path = "/v1/configuration/{kind}/{name}/versions/{version}/retire",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings"),
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
