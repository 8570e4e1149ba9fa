//! Over which connections does a tenant reach customs?

use axum::Json;
use axum::extract::State;
use cas_process::configuration::ConnectionView;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::extract::{AdminConfiguration, Authorized};
use crate::problem::Problem;
use crate::state::ApiState;

/// The connections of a tenant.
#[derive(Serialize, ToSchema)]
pub struct Connections {
    /// The connections, by system.
    connections: Vec<ConnectionAnswer>,
}

/// A connection to a customs system; its secrets are shown as `********`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionAnswer {
    /// The code of the system.
    system: String,
    /// Counts the changes of the connection.
    version: u32,
    /// What If-Match must name, without quotes; changes with every change.
    etag: String,
    /// When it last changed.
    #[schema(format = DateTime)]
    updated_at: String,
    /// Endpoint, secrets, timeout, retry schedule, deadlines, and the system's own settings.
    #[schema(value_type = Object)]
    connection: Value,
}

impl From<ConnectionView> for ConnectionAnswer {
    fn from(view: ConnectionView) -> Self {
        Self {
            system: view.system.to_string(),
            version: view.version,
            etag: view.tag(),
            updated_at: view.updated_at.to_string(),
            connection: view.document,
        }
    }
}

/// Lists the tenant's connections to customs systems.
#[utoipa::path(
    get,
    path = "/v1/connections",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    responses((status = 200, description = "The connections", body = Connections))
)]
pub async fn connections(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
) -> Result<Json<Connections>, Problem> {
    let views = state.engine().connection_views(authorized.tenant()).await?;
    let connections = views.into_iter().map(Into::into).collect();
    Ok(Json(Connections { connections }))
}
