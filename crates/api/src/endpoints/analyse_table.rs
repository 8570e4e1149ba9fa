//! What is wrong with a decision table that can be evaluated?

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_process::configuration::{Codes, TableVersion, WantedAnalysis};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::extract::{ConfiguredVersion, body};
use crate::problem::Problem;
use crate::state::ApiState;

/// How an analysis is meant.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AnalysisRequest {
    /// How many comparisons may be made; 50 million when left out, at most 500 million.
    steps: Option<usize>,
    /// The codes that an input can have, by the input's name: an array, or `{"list": "CL190"}`
    /// for those of a code list. Gaps are looked for in these.
    #[schema(value_type = Object)]
    codes: BTreeMap<String, CodesOfInput>,
    /// Look for gaps in the other columns too, of tables that should always answer: `first`,
    /// `unique`, `any` and `priority` without defaults. At most 200 are told.
    gaps: bool,
    /// Only rows that hold on the day fill gaps, and code lists are those of the day; without it
    /// all rows do, and the lists are today's.
    #[schema(value_type = Option<String>, format = Date)]
    as_of: Option<jiff::civil::Date>,
}

/// The codes that an input can have.
#[derive(Deserialize)]
#[serde(untagged, expecting = "an array of codes, or {\"list\": name}")]
enum CodesOfInput {
    Given(Vec<Value>),
    List { list: String },
}

impl From<CodesOfInput> for Codes {
    fn from(codes: CodesOfInput) -> Self {
        match codes {
            CodesOfInput::Given(codes) => Self::Given(codes),
            CodesOfInput::List { list } => Self::List(list),
        }
    }
}

/// What an analysis found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AnalysisAnswer {
    /// Each with its `kind` (`shadowed`, `covered`, `impossible`, `silent`, `contradiction`,
    /// `duplicate`, `gap`) and the rows or codes it is about; a contradiction has an `example`: the `inputs`
    /// and the day (`asOf`) that both rows match; a gap has the `row` that would fill it, without
    /// results and ready to be added.
    #[schema(value_type = Vec<Object>)]
    findings: Value,
    /// The budget ran out: there may be more.
    unfinished: bool,
    /// Rows with cells that compute something: they may overlap others unseen.
    rows_not_fully_compared: usize,
    /// Rows of which it was not found out whether several others hide them together.
    rows_given_up: usize,
}

/// Looks for rows that can never fire, contradictions, duplicates and gaps, within a budget.
#[utoipa::path(
    post,
    path = "/v1/decisiontables/{name}/versions/{version}/analyse",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("name" = String, Path, description = "The table"),
        ("version" = String, Path, description = "Its number, or draft"),
    ),
    request_body = AnalysisRequest,
    responses((status = 200, description = "What was found", body = AnalysisAnswer))
)]
pub async fn analyse_table(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<AnalysisAnswer>, Problem> {
    let limit = state.settings().body_limit;
    let request: AnalysisRequest = body::json_or_default(&headers, body, limit).await?;
    let ConfiguredVersion { of, version } = configured;
    let table = TableVersion {
        name: &of.name.name,
        version,
    };
    let tenant = of.editor.tenant_id;
    let codes = request.codes.into_iter();
    let wanted = WantedAnalysis {
        steps: request.steps,
        codes: codes.map(|(input, codes)| (input, codes.into())).collect(),
        gaps: request.gaps,
        as_of: request.as_of,
    };
    let report = state.engine().analyse_table(tenant, table, wanted).await?;
    Ok(Json(AnalysisAnswer {
        findings: serde_json::to_value(report.findings).map_err(anyhow::Error::from)?,
        unfinished: report.unfinished,
        rows_not_fully_compared: report.rows_not_fully_compared,
        rows_given_up: report.rows_given_up,
    }))
}
