//! Which configuration is there, by its names?

use axum::Json;
use axum::extract::{Path, State};
use cas_store::ConfigurationRecord;
use serde::Serialize;
use utoipa::ToSchema;

use crate::configuration_answer::VersionHead;
use crate::extract::{AdminConfiguration, Authorized, kind_of};
use crate::problem::Problem;
use crate::state::ApiState;

/// Everything of a kind.
#[derive(Serialize, ToSchema)]
pub struct ConfigurationNames {
    /// The names, in alphabetical order.
    names: Vec<ConfigurationEntry>,
}

/// A name and its versions.
#[derive(Serialize, ToSchema)]
pub struct ConfigurationEntry {
    /// The name, the same in all versions.
    name: String,
    /// Its versions, oldest first.
    versions: Vec<VersionHead>,
}

/// Lists what is configured of a kind, with all versions.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings")),
    responses((status = 200, description = "The names", body = ConfigurationNames))
)]
pub async fn configuration_names(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    Path(kind): Path<String>,
) -> Result<Json<ConfigurationNames>, Problem> {
    let kind = kind_of(&kind)?;
    let rows = state.store().configurations(authorized.tenant()).await?;
    let mut names: Vec<ConfigurationEntry> = Vec::new();
    for row in rows.iter().filter(|row| row.kind == kind) {
        add(&mut names, row);
    }
    Ok(Json(ConfigurationNames { names }))
}

/// Rows come by name.
fn add(names: &mut Vec<ConfigurationEntry>, row: &ConfigurationRecord) {
    match names.last_mut() {
        Some(last) if last.name == row.name => last.versions.push(row.into()),
        Some(_) | None => names.push(ConfigurationEntry {
            name: row.name.clone(),
            versions: vec![row.into()],
        }),
    }
}
