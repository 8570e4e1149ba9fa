//! How is a draft saved, deleted, and brought into force?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use cas_process::configuration::{Publication, tag};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::configuration_answer::{VersionAnswer, etag};
use crate::extract::body::{self, AnyJson};
use crate::extract::{Configured, IfMatch};
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
    AnyJson(document): AnyJson,
) -> Result<(HeaderMap, Json<VersionAnswer>), Problem> {
    let Configured { editor, name } = configured;
    let draft = state
        .engine()
        .save_draft(&editor, &name, document, expected)
        .await?;
    Ok((etag(&tag(&draft.row)), Json(VersionAnswer::saved(draft)?)))
}

/// Deletes a draft. What was published stays.
#[utoipa::path(
    delete,
    path = "/v1/configuration/{kind}/{name}/draft",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables or settings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the draft that was read"),
    ),
    responses((status = 204, description = "Deleted"))
)]
pub async fn delete_configuration_draft(
    configured: Configured,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
) -> Result<StatusCode, Problem> {
    let Configured { editor, name } = configured;
    state
        .engine()
        .delete_draft(&editor, &name, expected)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a publication is meant.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PublishRequest {
    /// Why; kept with the version.
    pub note: Option<String>,
    /// Publish a decision table although its tests fail; needs a note.
    pub override_failing_tests: bool,
}

impl From<PublishRequest> for Publication {
    fn from(request: PublishRequest) -> Self {
        Self {
            note: request.note,
            override_failing_tests: request.override_failing_tests,
        }
    }
}

/// Publishes the draft, after its tests passed. It is in force within its validity and never
/// changes; shipments that run keep the version they started with.
#[utoipa::path(
    post,
    path = "/v1/configuration/{kind}/{name}/draft/publish",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables or settings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the draft that was read"),
    ),
    request_body = PublishRequest,
    responses(
        (status = 200, description = "Published", body = VersionAnswer),
        (status = 409, description = "Tests fail"),
        (status = 412, description = "The draft is another one now"),
    )
)]
pub async fn publish_configuration_draft(
    configured: Configured,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<(HeaderMap, Json<VersionAnswer>), Problem> {
    let request: PublishRequest = body::json_or_default(&headers, body, body::SMALL).await?;
    let Configured { editor, name } = configured;
    let row = state
        .engine()
        .publish_draft(&editor, &name, request.into(), expected)
        .await?;
    Ok((etag(&tag(&row)), Json(VersionAnswer::new(&row)?)))
}
