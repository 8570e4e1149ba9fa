//! Does a customs system take what we send?

use axum::Json;
use axum::extract::{Path, State};
use cas_model::ids::SystemCode;
use cas_store::{TaskKind, TaskQueue};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// As many waiting messages as are counted.
const MOST_COUNTED: u32 = 10_000;

/// How a connection to a customs system is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionState {
    /// The code of the system.
    system: String,
    /// Whether nobody answers there: one message at a time is tried, the others wait.
    is_down: bool,
    /// Messages that wait to be sent, 10,000 at most.
    waiting: i64,
    /// When the first attempt failed, where nobody answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    down_since: Option<String>,
    /// How many attempts in a row failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    failures: Option<u32>,
    /// When it is tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    next_attempt_at: Option<String>,
    /// What went wrong, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// Tells whether a customs system takes what is sent to it, and how much waits.
#[utoipa::path(
    get,
    path = "/v1/connections/{system}/state",
    tag = "operations",
    security(("oauth2" = ["read:messages"])),
    params(("system" = String, Path, description = "The code of the customs system")),
    responses((status = 200, description = "How it is", body = ConnectionState))
)]
pub async fn connection_state(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    Path(system): Path<String>,
    query: Query,
) -> Result<Json<ConnectionState>, Problem> {
    query.finish()?;
    let missing = || Problem::not_found("connection");
    let (store, tenant) = (state.store(), authorized.tenant());
    let system = SystemCode::parse(&system).ok_or_else(missing)?;
    let connections = store.connections(&[(tenant, system.clone())]).await?;
    connections.first().ok_or_else(missing)?;
    let queue = TaskQueue {
        kind: TaskKind::Transmit,
        tenant_id: tenant,
        endpoint: system.as_str().to_owned(),
    };
    let waiting = store.waiting_in(&queue, MOST_COUNTED).await?;
    let circuit = store
        .circuits(std::slice::from_ref(&queue))
        .await?
        .remove(&queue);
    Ok(Json(ConnectionState {
        system: system.as_str().to_owned(),
        is_down: circuit.is_some(),
        waiting,
        down_since: circuit.as_ref().map(|it| it.down_since.to_string()),
        failures: circuit.as_ref().map(|it| it.failures),
        next_attempt_at: circuit.as_ref().map(|it| it.next_probe_at.to_string()),
        note: circuit.map(|it| it.note),
    }))
}
