//! Does a decision table still say what its author wanted?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_process::configuration::TableVersion;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::extract::{ConfiguredVersion, body};
use crate::problem::Problem;
use crate::state::ApiState;

/// Which tests to run.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TestRequest {
    /// Tests to run in place of the stored ones, each with `name`, `inputs`, `asOf`, `expect`.
    #[schema(value_type = Option<Vec<Object>>)]
    tests: Option<Value>,
}

/// What came of the tests.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TestAnswer {
    /// Whether all tests of the table passed.
    passed: bool,
    /// Each test with its `name` and its `failures`, which are empty when it passed.
    #[schema(value_type = Vec<Object>)]
    tests: Value,
    /// The rows that fire in none of the tests, by id.
    untested_rows: Vec<String>,
}

/// Runs the tests that are stored with a version of a table, or those that are sent.
#[utoipa::path(
    post,
    path = "/v1/decisiontables/{name}/versions/{version}/test",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("name" = String, Path, description = "The table"),
        ("version" = String, Path, description = "Its number, or draft"),
    ),
    request_body = TestRequest,
    responses((status = 200, description = "What came of them", body = TestAnswer))
)]
pub async fn test_table(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<TestAnswer>, Problem> {
    let limit = state.settings().body_limit;
    let request: TestRequest = body::json_or_default(&headers, body, limit).await?;
    let ConfiguredVersion { of, version } = configured;
    let table = TableVersion {
        name: &of.name.name,
        version,
    };
    let engine = state.engine();
    let run = engine
        .test_table(of.editor.tenant_id, table, request.tests)
        .await?;
    Ok(Json(TestAnswer {
        passed: run.passed,
        tests: serde_json::to_value(run.tests).map_err(anyhow::Error::from)?,
        untested_rows: run.untested_rows,
    }))
}
