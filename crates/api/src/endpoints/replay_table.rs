//! What would a version of a table change in the last declarations?

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_engine::trial::MOST_DECLARATIONS;
use cas_process::configuration::TableVersion;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::try_table::TrialAnswer;
use crate::codes;
use crate::extract::{ConfiguredVersion, body};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// How far back is looked.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ReplayRequest {
    /// How many of the last declarations that ask the table, 1 to 500.
    #[schema(minimum = 1, maximum = 500)]
    last: u32,
}

impl Default for ReplayRequest {
    fn default() -> Self {
        Self { last: 100 }
    }
}

/// What the version would change.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReplayAnswer {
    /// How many declarations were looked at.
    declarations: usize,
    /// In how many something would change.
    changed: usize,
    /// How often each field would change, positions left out.
    fields: BTreeMap<String, usize>,
    /// The declarations in which something would change, newest first.
    trials: Vec<TrialAnswer>,
}

/// Runs a version of a table, a draft too, over the last declarations that ask it, and says field
/// by field what would differ from the version in force. Nothing is stored.
#[utoipa::path(
    post,
    path = "/v1/decisiontables/{name}/versions/{version}/replay",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("name" = String, Path, description = "The table"),
        ("version" = String, Path, description = "Its number, or draft"),
    ),
    request_body = ReplayRequest,
    responses((status = 200, description = "What would change", body = ReplayAnswer))
)]
pub async fn replay_table(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ReplayAnswer>, Problem> {
    // A version that is not there is said first, whatever the body is.
    configured.row(&state).await?;
    let request: ReplayRequest = body::json_or_default(&headers, body, body::SMALL).await?;
    if !(1..=MOST_DECLARATIONS).contains(&request.last) {
        let message = format!("must be 1 to {MOST_DECLARATIONS}");
        return Err(Problem::new(codes::INVALID_PARAMETER, "last is wrong")
            .with_errors(vec![FieldProblem::new("last", message)]));
    }
    let ConfiguredVersion { of, version } = configured;
    let table = TableVersion {
        name: &of.name.name,
        version,
    };
    let tenant = of.editor.tenant_id;
    let replay = state
        .engine()
        .replay_table(tenant, table, request.last)
        .await?;
    let trials = replay.changed.into_iter().map(TrialAnswer::new);
    let trials = trials.collect::<anyhow::Result<Vec<_>>>()?;
    Ok(Json(ReplayAnswer {
        declarations: replay.declarations,
        changed: trials.len(),
        fields: replay.fields,
        trials,
    }))
}
