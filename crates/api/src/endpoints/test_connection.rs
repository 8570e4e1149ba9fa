//! Does a connection lead to its customs system, and are we let in?

use axum::Json;
use axum::extract::{Path, State};
use cas_engine::connection_test::ConnectionTest;
use cas_model::ids::SystemCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{AdminConfiguration, Authorized, Query};
use crate::problem::Problem;
use crate::state::ApiState;

/// What was found out about a connection.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionTestAnswer {
    /// The code of the customs system.
    system: String,
    /// The address that was asked, by GET: nothing was declared.
    url: String,
    /// `works`, or what is wrong: `address-refused`, `call-invalid`, `unreachable`, `timed-out`,
    /// `tls-failed`, `certificate-unusable`, `credentials-refused`, `path-unknown`, `redirected` or
    /// `failing`.
    outcome: &'static str,
    /// What to do about it.
    hint: &'static str,
    /// Whether the other side proved who it is: `verified`, `failed`, `not-reached`, or `unused`
    /// with plain http.
    tls: &'static str,
    /// The status of the answer; absent where nobody answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
    /// Whether we are let in: `accepted`, `refused`, `absent` without a secret, or `not-told` where
    /// the answers with and without the secret are alike.
    credentials: &'static str,
    /// How long the answer took.
    milliseconds: u64,
    /// What was said, or why there was no answer; its beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
}

impl From<ConnectionTest> for ConnectionTestAnswer {
    fn from(test: ConnectionTest) -> Self {
        Self {
            system: test.system.to_string(),
            url: test.url,
            outcome: test.outcome.as_str(),
            hint: test.outcome.hint(),
            tls: test.tls.as_str(),
            http_status: test.http_status,
            credentials: test.credentials.as_str(),
            milliseconds: u64::try_from(test.duration.as_millis()).unwrap_or(u64::MAX),
            said: test.said,
        }
    }
}

/// Asks the customs system of a connection whether it is there and lets us in, with the connection
/// as it is stored. Nothing is declared and nothing is marked as read: the list of messages that
/// wait is asked for where they are fetched, else the endpoint, by GET, with the secret and without.
/// Waits at most 10 seconds.
#[utoipa::path(
    post,
    path = "/v1/connections/{system}/test",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(("system" = String, Path, description = "The code of the customs system")),
    responses((status = 200, description = "What was found out", body = ConnectionTestAnswer))
)]
pub async fn test_connection(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    Path(system): Path<String>,
    query: Query,
) -> Result<Json<ConnectionTestAnswer>, Problem> {
    query.finish()?;
    let unknown = || Problem::not_found("connection");
    let system = SystemCode::parse(&system).ok_or_else(unknown)?;
    let engine = state.engine();
    let test = engine.test_connection(authorized.tenant(), &system).await?;
    Ok(Json(test.into()))
}
