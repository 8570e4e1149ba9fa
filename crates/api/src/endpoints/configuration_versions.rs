//! Which versions has a flow, a table or the settings?

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::configuration_answer::VersionHead;
use crate::extract::Configured;
use crate::problem::Problem;
use crate::state::ApiState;

/// The versions of a name.
#[derive(Serialize, ToSchema)]
pub struct ConfigurationVersions {
    /// The versions, oldest first.
    versions: Vec<VersionHead>,
}

/// Lists the versions of a name: who published what when, and why.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}/{name}",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables or settings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
    ),
    responses((status = 200, description = "The versions", body = ConfigurationVersions))
)]
pub async fn configuration_versions(
    configured: Configured,
    State(state): State<ApiState>,
) -> Result<Json<ConfigurationVersions>, Problem> {
    let rows = configured.versions(&state).await?;
    let versions = rows.iter().map(VersionHead::from).collect();
    Ok(Json(ConfigurationVersions { versions }))
}
