//! Which tasks were given up, and what becomes of them?

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use cas_engine::TaskDecision;
use cas_model::ids::TaskId;
use cas_store::DeadTask;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::{Authorized, Decided, Decision, Query, ReadMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Tasks of a tenant that were given up, the newest first.
#[derive(Serialize, ToSchema)]
pub struct DeadTasks {
    /// The tasks, the newest first.
    tasks: Vec<DeadTaskAnswer>,
}

/// A task that was given up: nothing is done with it until somebody decides.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeadTaskAnswer {
    /// The id of the task, which the alert `dead-task` names as its subject.
    #[schema(format = Uuid)]
    id: String,
    /// `ingest`, `advance`, `continue`, `act`, `transmit`, `interpret`, `deliver` or `pull`.
    kind: &'static str,
    /// The id of that with which it is to be done: an ingestion, declaration, shipment, action,
    /// message or delivery.
    #[schema(format = Uuid)]
    subject: String,
    /// When it was first due.
    #[schema(format = DateTime)]
    created_at: String,
    /// How often it was tried.
    attempts: u32,
    /// Why the last attempt failed.
    error: Option<String>,
}

impl From<DeadTask> for DeadTaskAnswer {
    fn from(task: DeadTask) -> Self {
        Self {
            id: task.id.to_string(),
            kind: task.kind.as_str(),
            subject: task.subject.to_string(),
            created_at: task.created_at.to_string(),
            attempts: task.attempt,
            error: task.error,
        }
    }
}

/// Why it is decided so.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskWord {
    /// Why, 1 to 512 characters; it is kept.
    reason: String,
}

impl Decision for TaskWord {
    const ABOUT: &'static str = "task that was given up";
}

/// Lists the tasks that were given up, the newest first.
#[utoipa::path(
    get,
    path = "/v1/tasks",
    tag = "operations",
    security(("oauth2" = ["read:messages"])),
    params(
        ("before" = Option<String>, Query, description =
            "Those that are older than this task: the last one of the page before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The tasks", body = DeadTasks))
)]
pub async fn dead_tasks(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<DeadTasks>, Problem> {
    let before = query.parsed("before", "a task's id", |text| TaskId::parse(text).ok());
    let limit = query.limit();
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    // What a task is about is not known here: whoever may not see all sees none.
    let tasks = match &authorized.visible {
        None => store.dead_tasks(tenant, before, limit).await?,
        Some(_) => Vec::new(),
    };
    Ok(Json(DeadTasks {
        tasks: tasks.into_iter().map(Into::into).collect(),
    }))
}

/// Tries a task anew that was given up, with all its attempts.
#[utoipa::path(
    post,
    path = "/v1/tasks/{id}/retry",
    tag = "operations",
    security(("oauth2" = ["admin:configuration"])),
    params(("id" = String, Path, description = "The task")),
    request_body = TaskWord,
    responses((status = 202, description = "It is due now", body = DeadTaskAnswer))
)]
pub async fn retry_task(
    State(state): State<ApiState>,
    decided: Decided<TaskWord>,
) -> Result<(StatusCode, Json<DeadTaskAnswer>), Problem> {
    let task = decide(&state, decided, TaskDecision::Retry);
    Ok((StatusCode::ACCEPTED, Json(task.await?)))
}

/// Drops a task that was given up: nobody will do it. Who dropped it and why is kept as an alert.
#[utoipa::path(
    post,
    path = "/v1/tasks/{id}/drop",
    tag = "operations",
    security(("oauth2" = ["admin:configuration"])),
    params(("id" = String, Path, description = "The task")),
    request_body = TaskWord,
    responses((status = 200, description = "What is not done", body = DeadTaskAnswer))
)]
pub async fn drop_task(
    State(state): State<ApiState>,
    decided: Decided<TaskWord>,
) -> Result<Json<DeadTaskAnswer>, Problem> {
    let task = decide(&state, decided, TaskDecision::Drop);
    Ok(Json(task.await?))
}

async fn decide(
    state: &ApiState,
    decided: Decided<TaskWord>,
    decision: TaskDecision,
) -> Result<DeadTaskAnswer, Problem> {
    let (id, reason) = (TaskId(decided.id), &decided.decision.reason);
    let task = state
        .engine()
        .decide_task(&decided.caller, id, decision, reason);
    Ok(task.await?.into())
}
