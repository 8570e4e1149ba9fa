//! Does a customs system take what we send?

use axum::Json;
use axum::extract::{Path, State};
use cas_model::ids::{SystemCode, TenantId};
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::{Json as Stored, SendOutcome};
use cas_store::{ListPlace, MessageHead, MessageSearch, TaskKind, TaskQueue};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// As many waiting messages are counted.
const MOST_COUNTED: u32 = 10_000;
/// As many messages are looked at for the last answer: the newest, and those that wait longest, which
/// are tried first.
const LOOKED_AT: u32 = 50;

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
    /// What came of the last attempt to send a message; absent where none was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_answer: Option<LastAnswer>,
    /// When the last message of customs came; absent where none came.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    last_received_at: Option<String>,
}

/// What came of an attempt to send.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LastAnswer {
    /// When the attempt ended.
    #[schema(format = DateTime)]
    at: String,
    /// The HTTP status of the answer; absent where nobody answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
    /// What was said, or why nobody answered; its beginning. Not told to whom parts of the organisation
    /// alone are shown, since it may name what belongs to others.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The message that was sent; not told to them either.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Uuid)]
    message_id: Option<String>,
}

/// How the connections of a tenant are.
#[derive(Serialize, ToSchema)]
pub struct ConnectionStates {
    /// One for each connection, by the codes of the systems.
    connections: Vec<ConnectionState>,
}

/// Tells whether a customs system takes what is sent to it, what it answered last, and how much waits.
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
    state_of(&authorized, &state, system).await.map(Json)
}

/// Tells the same of each connection.
#[utoipa::path(
    get,
    path = "/v1/connectionstates",
    tag = "operations",
    security(("oauth2" = ["read:messages"])),
    responses((status = 200, description = "How they are", body = ConnectionStates))
)]
pub async fn connection_states(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<ConnectionStates>, Problem> {
    query.finish()?;
    let mut connections = Vec::new();
    for row in state.store().connections_of(authorized.tenant()).await? {
        connections.push(state_of(&authorized, &state, row.system).await?);
    }
    Ok(Json(ConnectionStates { connections }))
}

async fn state_of(
    authorized: &Authorized<ReadMessages>,
    state: &ApiState,
    system: SystemCode,
) -> Result<ConnectionState, Problem> {
    let (store, tenant) = (state.store(), authorized.tenant());
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
    let last_answer = last_answer(state, tenant, &system).await?;
    let last_answer = last_answer.map(|answer| match authorized.visible {
        None => answer,
        Some(_) => LastAnswer {
            text: None,
            message_id: None,
            ..answer
        },
    });
    let received = MessageSearch {
        direction: Some(MessageDirection::Inbound),
        systems: vec![system.clone()],
        limit: 1,
        ..MessageSearch::default()
    };
    let received = store.search_messages(tenant, &received).await?;
    Ok(ConnectionState {
        system: system.as_str().to_owned(),
        is_down: circuit.is_some(),
        waiting,
        down_since: circuit.as_ref().map(|it| it.down_since.to_string()),
        failures: circuit.as_ref().map(|it| it.failures),
        next_attempt_at: circuit.as_ref().map(|it| it.next_probe_at.to_string()),
        note: circuit.map(|it| it.note),
        last_answer,
        last_received_at: received.first().map(|head| head.created_at.to_string()),
    })
}

/// What came of the attempt that ended last, of the newest messages and of those that wait longest.
async fn last_answer(
    state: &ApiState,
    tenant: TenantId,
    system: &SystemCode,
) -> anyhow::Result<Option<LastAnswer>> {
    let newest = MessageSearch {
        direction: Some(MessageDirection::Outbound),
        systems: vec![system.clone()],
        limit: LOOKED_AT,
        ..MessageSearch::default()
    };
    let mut oldest_first = ListPlace::default();
    oldest_first.sort.is_reversed = false;
    let waiting = MessageSearch {
        states: vec![MessageState::Stored],
        place: oldest_first,
        ..newest.clone()
    };
    let mut last: Option<(SendOutcome, MessageHead)> = None;
    for search in [newest, waiting] {
        for head in state.store().search_messages(tenant, &search).await? {
            let attempts = head.attempts.as_ref().map(Stored::get).transpose()?;
            let Some(outcome) = attempts.and_then(|it| it.outcomes.into_iter().next_back()) else {
                continue;
            };
            if last
                .as_ref()
                .is_none_or(|(known, _)| known.last_at < outcome.last_at)
            {
                last = Some((outcome, head));
            }
        }
    }
    Ok(last.map(|(outcome, head)| LastAnswer {
        at: outcome.last_at.to_string(),
        http_status: outcome.http_status,
        text: outcome.text,
        message_id: Some(head.id.to_string()),
    }))
}
