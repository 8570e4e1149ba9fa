//! How does a declaration become a test of a decision table?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_model::ids::DeclarationId;
use cas_process::configuration::{TableVersion, tag};
use cas_process::trial::WantedTest;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::configuration_answer::{SavedVersionAnswer, etag};
use crate::extract::{ConfiguredVersion, IfMatch, body, path_id};
use crate::problem::Problem;
use crate::state::ApiState;

/// Which declaration becomes a test.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableTestRequest {
    /// The id of the declaration.
    declaration_id: String,
    /// What the test is called; no other test of the table is called so.
    name: String,
    /// The goods item, from 0, of a table that is asked for each; the first when left out.
    item: Option<usize>,
}

/// Adds a test to the draft of a table: asked what the table was asked in a declaration, as of its
/// day, this version must say what it says now. Without a draft one is begun from the newest
/// version.
#[utoipa::path(
    post,
    path = "/v1/decisiontables/{name}/versions/{version}/tests",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("name" = String, Path, description = "The table"),
        ("version" = String, Path, description = "Its number, or draft"),
        ("If-Match" = Option<String>, Header, description =
            "The ETag of what was read: of the draft, else of the newest version"),
    ),
    request_body = TableTestRequest,
    responses(
        (status = 200, description = "Saved as draft", body = SavedVersionAnswer),
        (status = 412, description = "The table is another one now"),
    )
)]
pub async fn add_table_test(
    configured: ConfiguredVersion,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<(HeaderMap, Json<SavedVersionAnswer>), Problem> {
    // A version that is not there is said first, whatever the body is.
    configured.row(&state).await?;
    let request: TableTestRequest = body::small_json(&headers, body).await?;
    let declaration = DeclarationId(path_id(&request.declaration_id, "declaration")?);
    let ConfiguredVersion { of, version } = configured;
    let table = TableVersion {
        name: &of.name.name,
        version,
    };
    let wanted = WantedTest {
        name: request.name,
        item: request.item,
    };
    let engine = state.engine();
    let test = engine
        .test_of_declaration(of.editor.tenant_id, table, declaration, &wanted)
        .await?;
    let saved = engine
        .add_table_test(&of.editor, &of.name, test, expected)
        .await?;
    let headers = etag(&tag(&saved.row));
    Ok((headers, Json(SavedVersionAnswer::new(saved)?)))
}
