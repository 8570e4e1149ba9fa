//! What does a decision table say about these inputs, and why?

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_process::configuration::{Question, TableAnswer, TableVersion};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::extract::{ConfiguredVersion, body};
use crate::problem::Problem;
use crate::state::ApiState;

/// What a table is asked.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct EvaluationRequest {
    /// The fields, by the names the table reads them by (`expression`, else `name` of an input).
    #[schema(value_type = Object)]
    inputs: Map<String, Value>,
    /// The day; today when left out.
    #[schema(value_type = Option<String>, format = Date)]
    as_of: Option<jiff::civil::Date>,
    /// Rows to explain, by id, beside those that fire.
    explain: Vec<String>,
    /// So many rows are told that did not match because of one cell alone, the closest first; at
    /// most 100, none when left out.
    near_misses: usize,
}

/// What a table says.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationAnswer {
    /// The version that says it.
    version: u32,
    /// The day that the table was asked for.
    #[schema(format = Date)]
    as_of: String,
    /// The rows that fired, as the hit policy orders them.
    rows: Vec<EvaluatedRow>,
    /// Sum, least, greatest or count, where the hit policy asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    aggregate: Option<Value>,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// Of each row that fired or was asked for: `row`, `version`, `outcome`, and per condition in
    /// `cells` the `input`, the `cell`, the `value` it saw and its `outcome`.
    #[schema(value_type = Vec<Object>)]
    explanations: Value,
    /// The rows that did not match because of one cell alone: in `rows` each with `row`, `input`
    /// (null: its days), the `cell`, the `value` it saw, its `outcome`, and `outrankedBy` where
    /// another row fires in any case; `more` says how many there are beside them.
    #[schema(value_type = Option<Object>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    near_misses: Option<Value>,
}

/// A row that fired.
#[derive(Serialize, ToSchema)]
pub struct EvaluatedRow {
    /// Its id; null when no row matched and the defaults answer.
    row: Option<String>,
    /// What it says, by output; null where it says nothing.
    #[schema(value_type = Object)]
    values: BTreeMap<String, Value>,
}

impl EvaluationAnswer {
    fn new(answer: TableAnswer) -> anyhow::Result<Self> {
        let rows = answer.rows.into_iter();
        Ok(Self {
            version: answer.version,
            as_of: answer.as_of.to_string(),
            rows: rows
                .map(|fired| EvaluatedRow {
                    row: fired.row,
                    values: fired.values,
                })
                .collect(),
            aggregate: answer.aggregate,
            error: answer.error,
            explanations: serde_json::to_value(answer.explanations)?,
            near_misses: answer.near_misses.map(serde_json::to_value).transpose()?,
        })
    }
}

/// Asks a version of a table, a draft too; nothing is stored. Explains the rows that fire, and why
/// others do not.
#[utoipa::path(
    post,
    path = "/v1/decisiontables/{name}/versions/{version}/evaluate",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("name" = String, Path, description = "The table"),
        ("version" = String, Path, description = "Its number, or draft"),
    ),
    request_body = EvaluationRequest,
    responses((status = 200, description = "What it says", body = EvaluationAnswer))
)]
pub async fn evaluate_table(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<EvaluationAnswer>, Problem> {
    let request: EvaluationRequest = body::json_or_default(&headers, body, body::SMALL).await?;
    let ConfiguredVersion { of, version } = configured;
    let question = Question {
        inputs: request.inputs,
        as_of: request.as_of,
        explain: request.explain,
        near_misses: request.near_misses,
    };
    let table = TableVersion {
        name: &of.name.name,
        version,
    };
    let engine = state.engine();
    let answer = engine
        .ask_table(of.editor.tenant_id, table, question)
        .await?;
    Ok(Json(EvaluationAnswer::new(answer)?))
}
