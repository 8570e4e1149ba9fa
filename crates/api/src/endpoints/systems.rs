//! Which customs systems are there, and what must a connection to each say?

use axum::Json;
use axum::extract::{Path, State};
use cas_model::ids::SystemCode;
use cas_process::connection_fields::{
    CONNECTION_FIELDS, ConnectionField, DescribedSetting, DescribedSystem, describe,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::extract::{AdminConfiguration, Authorized};
use crate::problem::Problem;
use crate::state::ApiState;

/// The customs systems that exist.
#[derive(Serialize, ToSchema)]
pub struct Systems {
    /// The systems, by code.
    systems: Vec<SystemAnswer>,
}

/// A customs system, and what a connection to it says.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SystemAnswer {
    /// Its code, which connections and flows name.
    system: String,
    /// The fields that every connection has.
    connection: Vec<SystemFieldAnswer>,
    /// What stands in `settings`.
    settings: Vec<SettingAnswer>,
    /// The same as JSON Schema.
    #[schema(value_type = Object)]
    settings_schema: Value,
    /// A whole connection, as it is put.
    #[schema(value_type = Object)]
    example: Value,
}

/// A field of a connection.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SystemFieldAnswer {
    /// Its name, as it is sent.
    name: &'static str,
    /// What may stand there, in words.
    kind: &'static str,
    /// Whether it must be there.
    is_required: bool,
    /// Whether it goes in and never comes out.
    is_secret: bool,
    /// What counts where it is left out, in words.
    default: &'static str,
    /// What it is for.
    meaning: &'static str,
}

/// A setting of a system.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SettingAnswer {
    /// Its name, as it is sent.
    name: &'static str,
    /// What may stand there, in words.
    kind: String,
    /// Whether it must be there.
    is_required: bool,
    /// What counts where it is left out.
    default: Option<&'static str>,
    /// What it is for.
    meaning: &'static str,
    /// A value that could stand there.
    #[schema(value_type = Value)]
    example: Value,
}

impl From<&ConnectionField> for SystemFieldAnswer {
    fn from(field: &ConnectionField) -> Self {
        Self {
            name: field.name,
            kind: field.kind,
            is_required: field.is_required,
            is_secret: field.is_secret,
            default: field.default,
            meaning: field.meaning,
        }
    }
}

impl From<DescribedSetting> for SettingAnswer {
    fn from(setting: DescribedSetting) -> Self {
        Self {
            name: setting.name,
            kind: setting.kind,
            is_required: setting.is_required,
            default: setting.default,
            meaning: setting.meaning,
            example: setting.example,
        }
    }
}

impl From<DescribedSystem> for SystemAnswer {
    fn from(system: DescribedSystem) -> Self {
        Self {
            system: system.code,
            connection: CONNECTION_FIELDS.iter().map(Into::into).collect(),
            settings: system.settings.into_iter().map(Into::into).collect(),
            settings_schema: system.schema,
            example: system.example,
        }
    }
}

/// Lists the customs systems, with what a connection to each says.
#[utoipa::path(
    get,
    path = "/v1/systems",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    responses((status = 200, description = "The systems", body = Systems))
)]
pub async fn systems(
    _authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
) -> Json<Systems> {
    let systems = state.engine().registry().iter();
    let systems = systems.map(|system| describe(system).into()).collect();
    Json(Systems { systems })
}

/// Tells what a connection to a customs system says.
#[utoipa::path(
    get,
    path = "/v1/systems/{system}",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(("system" = String, Path, description = "The code of the customs system")),
    responses((status = 200, description = "The system", body = SystemAnswer))
)]
pub async fn get_system(
    _authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    Path(system): Path<String>,
) -> Result<Json<SystemAnswer>, Problem> {
    let code = SystemCode::parse(&system);
    let system = code
        .as_ref()
        .and_then(|code| state.engine().registry().get(code));
    let system = system.ok_or_else(|| Problem::not_found("customs system"))?;
    Ok(Json(describe(system).into()))
}
