//! Is the server alive, and can it work?

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use cas_store::FillProgress;
use serde::Serialize;
use utoipa::ToSchema;

use crate::codes;
use crate::problem::Problem;
use crate::state::ApiState;

/// Answers while the process runs.
#[utoipa::path(
    get,
    path = "/health/live",
    tag = "operations",
    responses((status = 204, description = "It runs"))
)]
pub async fn health_live() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Answers while the database takes writes.
#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "operations",
    responses(
        (status = 204, description = "It serves"),
        (status = 503, description = "Nothing can be written; the detail says why"),
    )
)]
pub async fn health_ready(State(state): State<ApiState>) -> Result<StatusCode, Problem> {
    match state.writable().prove(state.store(), state.now()).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(reason) => Err(Problem::new(codes::STORE_UNAVAILABLE, reason).retry_after(5)),
    }
}

/// What follows an upgrade while the server is in use.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Upgrades {
    /// Whether nothing is left to do.
    pub finished: bool,
    /// Each of them, in the order in which they are done.
    pub upgrades: Vec<Upgrade>,
}

/// One thing that follows an upgrade.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Upgrade {
    /// What it is called in the log.
    pub name: String,
    /// How much of it is done, 0 to 100.
    pub percent: u64,
    /// Whether nothing is left of it.
    pub finished: bool,
}

impl From<FillProgress> for Upgrade {
    fn from(fill: FillProgress) -> Self {
        let percent = fill.done.saturating_mul(100) / fill.total.max(1);
        Self {
            name: fill.name.to_owned(),
            // There is always something left until it is finished.
            percent: if fill.is_finished {
                100
            } else {
                percent.min(99)
            },
            finished: fill.is_finished,
        }
    }
}

/// Says how far an upgrade is whose slow part is done in the background. The server is ready before
/// it is finished.
#[utoipa::path(
    get,
    path = "/health/upgrades",
    tag = "operations",
    responses((status = 200, description = "How far each part is", body = Upgrades))
)]
pub async fn health_upgrades(State(state): State<ApiState>) -> Result<Json<Upgrades>, Problem> {
    let upgrades: Vec<Upgrade> = state
        .store()
        .fills()
        .await?
        .into_iter()
        .map(Upgrade::from)
        .collect();
    Ok(Json(Upgrades {
        finished: upgrades.iter().all(|upgrade| upgrade.finished),
        upgrades,
    }))
}
