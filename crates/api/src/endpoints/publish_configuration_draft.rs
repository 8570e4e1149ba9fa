//! How does a draft come into force?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_process::configuration::Publication;
use cas_process::configuration::tag;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::configuration_answer::{VersionAnswer, etag};
use crate::extract::{Configured, IfMatch, body};
use crate::problem::Problem;
use crate::state::ApiState;

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
