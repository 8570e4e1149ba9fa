//! How is a connection to a customs system made or changed?

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_model::ids::SystemCode;

use super::connections::ConnectionAnswer;
use crate::configuration_answer::etag;
use crate::extract::{AdminConfiguration, Authorized, IfMatch, body};
use crate::problem::Problem;
use crate::state::ApiState;

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
