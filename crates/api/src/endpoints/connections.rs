//! Which connections to customs are there, and how is one read, set and taken away?

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use cas_model::ids::SystemCode;
use cas_process::configuration::ConnectionView;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::configuration_answer::etag;
use crate::extract::{AdminConfiguration, Authorized, IfMatch, body};
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

/// Makes or replaces a connection. A secret that is left out, or sent as it is shown, stays;
/// `null` removes it. The system checks its settings, the server the address.
#[utoipa::path(
    put,
    path = "/v1/connections/{system}",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("system" = String, Path, description = "The code of the customs system"),
        ("If-Match" = Option<String>, Header, description = "The ETag of what was read"),
    ),
    request_body(content = Object, description =
        "endpoint, secret, callbackSecret, clientCertificate, timeoutSeconds, retry, settings; \
            deadlines: minutes until somebody is told, each a number or null for ever: \
            acknowledgement, acceptance, presentation, release, answer, discharge, exit"),
    responses(
        (status = 200, description = "Saved", body = ConnectionAnswer),
        (status = 412, description = "The connection is another one now"),
    )
)]
pub async fn put_connection(
    authorized: Authorized<AdminConfiguration>,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    Path(system): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<(HeaderMap, Json<ConnectionAnswer>), Problem> {
    let unknown = || Problem::not_found("customs system");
    let system = SystemCode::parse(&system).ok_or_else(unknown)?;
    let connection = body::any_json(&headers, body, body::SMALL).await?;
    let editor = authorized.editor();
    let engine = state.engine();
    let view = engine
        .put_connection(&editor, &system, connection, expected)
        .await?;
    Ok((etag(&view.tag()), Json(view.into())))
}

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
