//! How is a flow, a table or the settings changed?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_process::configuration::tag;

use crate::configuration_answer::{VersionAnswer, etag};
use crate::extract::{Configured, IfMatch, body};
use crate::problem::Problem;
use crate::state::ApiState;

/// Saves a document as the draft of its name. It changes nothing before it is published. What is
/// wrong with it is told by path; in tables also by row, column and characters.
#[utoipa::path(
    put,
    path = "/v1/configuration/{kind}/{name}/draft",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables or settings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
        ("If-Match" = Option<String>, Header, description =
            "The ETag of the draft that was read; without it the last one wins"),
    ),
    request_body(content = Object, description =
        "The flow, the decision table with its tests, or the settings; see docs/configuration.md"),
    responses(
        (status = 200, description = "Saved", body = VersionAnswer),
        (status = 412, description = "The draft is another one now"),
    )
)]
pub async fn save_configuration_draft(
    configured: Configured,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<(HeaderMap, Json<VersionAnswer>), Problem> {
    let document = body::any_json(&headers, body, state.settings().body_limit).await?;
    let Configured { editor, name } = configured;
    let row = state
        .engine()
        .save_draft(&editor, &name, document, expected)
        .await?;
    Ok((etag(&tag(&row)), Json(VersionAnswer::new(&row)?)))
}
