//! How is all configuration taken away, to be kept or brought elsewhere?

use axum::Json;
use axum::extract::State;
use cas_process::configuration::Bundle;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::extract::{AdminConfiguration, Authorized};
use crate::problem::Problem;
use crate::state::ApiState;

/// All configuration of a tenant.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationBundle {
    /// The flows, each as its document.
    #[schema(value_type = Vec<Object>)]
    flows: Vec<Value>,
    /// The decision tables with their tests.
    #[schema(value_type = Vec<Object>)]
    decision_tables: Vec<Value>,
    /// The settings, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    settings: Option<Value>,
    /// The input mappings; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Option<Vec<Object>>)]
    input_mappings: Vec<Value>,
    /// The connections, without their secrets.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    connections: Option<Vec<Value>>,
}

impl From<Bundle> for ConfigurationBundle {
    fn from(bundle: Bundle) -> Self {
        Self {
            flows: bundle.flows,
            decision_tables: bundle.decision_tables,
            settings: bundle.settings,
            input_mappings: bundle.input_mappings,
            connections: bundle.connections,
        }
    }
}

/// Exports the newest published version of everything, and the connections without secrets.
#[utoipa::path(
    get,
    path = "/v1/configuration/export",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    responses((status = 200, description = "The bundle", body = ConfigurationBundle))
)]
pub async fn export_configuration(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
) -> Result<Json<ConfigurationBundle>, Problem> {
    let editor = authorized.editor();
    let bundle = state.engine().export_configuration(&editor).await?;
    Ok(Json(bundle.into()))
}
