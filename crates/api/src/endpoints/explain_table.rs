//! Why does a table say what it says about a declaration?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_model::ids::DeclarationId;
use cas_process::configuration::TableVersion;
use cas_process::trial::{DeclarationExplanation, WhatToExplain};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::extract::{ConfiguredVersion, body, path_id};
use crate::problem::Problem;
use crate::state::ApiState;

/// What is to be explained.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExplanationRequest {
    /// The id of the declaration that is asked about.
    declaration_id: String,
    /// Rows to explain, by id, beside those that fire.
    #[serde(default)]
    rows: Vec<String>,
    /// The goods item, from 0; all when left out.
    item: Option<usize>,
    /// So many rows are told that did not match because of one cell alone, the closest first; at
    /// most 100, none when left out.
    #[serde(default)]
    near_misses: usize,
    /// The field, as an output of the table names it, that such a row must fill.
    output: Option<String>,
}

/// Why the table says what it says.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExplanationAnswer {
    /// The version of the table.
    version: u32,
    /// The day as of which it was asked.
    #[schema(format = Date)]
    as_of: String,
    /// For each goods item, or once for the document: `item` (from 0), the `inputs` it was asked
    /// with, and of the rows that fired or were asked for what became of each and of its cells;
    /// `nearMisses` with `rows` (`row`, `input`, `cell`, `value`, `outcome`, `outrankedBy`) and how
    /// many `more` there are.
    #[schema(value_type = Vec<Object>)]
    asked: Value,
}

impl ExplanationAnswer {
    fn new(explanation: DeclarationExplanation) -> anyhow::Result<Self> {
        Ok(Self {
            version: explanation.version,
            as_of: explanation.as_of.to_string(),
            asked: serde_json::to_value(explanation.asked)?,
        })
    }
}

/// Explains a version of a table on a declaration: what it was asked, which cells matched, and why
/// a row did not fire. The deductions up to it are run again, as of the day they were run.
#[utoipa::path(
    post,
    path = "/v1/decisiontables/{name}/versions/{version}/explain",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("name" = String, Path, description = "The table"),
        ("version" = String, Path, description = "Its number, or draft"),
    ),
    request_body = ExplanationRequest,
    responses((status = 200, description = "Why", body = ExplanationAnswer))
)]
pub async fn explain_table(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ExplanationAnswer>, Problem> {
    // A version that is not there is said first, whatever the body is.
    configured.row(&state).await?;
    let request: ExplanationRequest = body::small_json(&headers, body).await?;
    let declaration = DeclarationId(path_id(&request.declaration_id, "declaration")?);
    let what = WhatToExplain {
        rows: request.rows,
        item: request.item,
        near_misses: request.near_misses,
        output: request.output,
    };
    let ConfiguredVersion { of, version } = configured;
    let table = TableVersion {
        name: &of.name.name,
        version,
    };
    let tenant = of.editor.tenant_id;
    let engine = state.engine();
    let explanation = engine
        .explain_table(tenant, table, declaration, &what)
        .await?;
    Ok(Json(ExplanationAnswer::new(explanation)?))
}
