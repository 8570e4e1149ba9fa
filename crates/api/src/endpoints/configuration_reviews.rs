//! How does a second person look at a draft, and how is a former version taken back into force?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_model::configuration::ConfigurationKind;
use cas_process::configuration::{ControlOfDocument, TableVersion, VersionChoice, tag};
use cas_store::{ConfigurationHead, ConfigurationRecord};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::check_draft::{DraftCheckAnswer, of_draft};
use super::configuration_insight::{UsesAnswer, VersionDifferenceAnswer};
use crate::configuration_answer::{SavedVersionAnswer, VersionHead, etag};
use crate::extract::{Configured, ConfiguredVersion, IfMatch, body};
use crate::problem::Problem;
use crate::state::ApiState;

/// Why a draft is to be reviewed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewRequestBody {
    /// What is changed and why; at most 4,000 characters.
    #[schema(min_length = 1, max_length = 4000)]
    reason: String,
}

/// Asks that another person looks at a draft and publishes it. A change of the draft afterwards takes
/// that back. Only a person who signed in asks, where the tenant demands four eyes or not.
#[utoipa::path(
    post,
    path = "/v1/configuration/{kind}/{name}/draft/review",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the draft that was read"),
    ),
    request_body = ReviewRequestBody,
    responses(
        (status = 200, description = "Asked", body = VersionHead),
        (status = 412, description = "The draft is another one now"),
    )
)]
pub async fn ask_review(
    configured: Configured,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<(HeaderMap, Json<VersionHead>), Problem> {
    let request: ReviewRequestBody = body::small_json(&headers, body).await?;
    let Configured { editor, name } = configured;
    let row = state
        .engine()
        .ask_review(&editor, &name, request.reason, expected)
        .await?;
    Ok(head(&row))
}

fn head(row: &ConfigurationRecord) -> (HeaderMap, Json<VersionHead>) {
    let head = ConfigurationHead::from(row).into();
    (etag(&tag(row)), Json(head))
}

/// Takes back that a review of a draft was asked for.
#[utoipa::path(
    delete,
    path = "/v1/configuration/{kind}/{name}/draft/review",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the draft that was read"),
    ),
    responses((status = 200, description = "Taken back", body = VersionHead))
)]
pub async fn withdraw_review(
    configured: Configured,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
) -> Result<(HeaderMap, Json<VersionHead>), Problem> {
    let Configured { editor, name } = configured;
    let engine = state.engine();
    let row = engine.withdraw_review(&editor, &name, expected).await?;
    Ok(head(&row))
}

/// A draft as a second person looks at it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftReviewAnswer {
    /// The draft: who changed it last, who asked for the review and why.
    version: VersionHead,
    /// What the tenant demands of changes of it.
    demand: DemandAnswer,
    /// Whether the caller may publish it.
    may_publish: bool,
    /// Why not, where he may not.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WhyNotAnswer>,
    /// What it changes in the newest version that was published before it.
    difference: VersionDifferenceAnswer,
    /// Of a decision table what it changes in rows and cells: `added`, `removed`, `moved`,
    /// `changed`, as its own comparison tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    rows: Option<Value>,
    /// What publishing it would refuse, and warn of.
    check: DraftCheckAnswer,
    /// Of a decision table what came of its tests: `passed`, `tests`, `untestedRows`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    tests: Option<Value>,
    /// What names it, and so changes with it.
    #[serde(flatten)]
    uses: UsesAnswer,
}

/// What a tenant demands of changes of a document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DemandAnswer {
    /// Whether only a second person publishes, after a review was asked for.
    four_eyes: bool,
    /// Who may change it: names of accounts, ids of clients; absent where all may.
    #[serde(skip_serializing_if = "Option::is_none")]
    editors: Option<Vec<String>>,
    /// Who may publish it; absent where all may.
    #[serde(skip_serializing_if = "Option::is_none")]
    publishers: Option<Vec<String>>,
}

/// Why the caller may not publish.
#[derive(Serialize, ToSchema)]
pub struct WhyNotAnswer {
    /// The code that publishing would be refused with; a page at `/errors/{code}` explains it.
    #[schema(example = "second-person-required")]
    code: &'static str,
    /// Why, and what to do instead.
    message: String,
}

impl From<ControlOfDocument> for DemandAnswer {
    fn from(control: ControlOfDocument) -> Self {
        Self {
            four_eyes: control.four_eyes,
            editors: control.editors.map(|names| names.into_iter().collect()),
            publishers: control.publishers.map(|names| names.into_iter().collect()),
        }
    }
}

/// Tells what a second person needs to know of a draft: who changed it and asked, what it changes,
/// what is wrong with it or to be looked at, what came of its tests, what names it, and whether the
/// caller may publish it.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}/{name}/draft/review",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
    ),
    responses((status = 200, description = "The draft, to be reviewed", body = DraftReviewAnswer))
)]
pub async fn review_draft(
    configured: Configured,
    State(state): State<ApiState>,
) -> Result<(HeaderMap, Json<DraftReviewAnswer>), Problem> {
    let Configured { editor, name } = configured;
    let (engine, tenant) = (state.engine(), editor.tenant_id);
    let review = engine.review_draft(&editor, &name).await?;
    let draft = VersionChoice::Draft;
    let difference = engine.compare_versions(tenant, &name, draft, None).await?;
    let table = TableVersion {
        name: &name.name,
        version: draft,
    };
    let (rows, tests) = match name.kind {
        ConfigurationKind::DecisionTable => {
            let (_, rows) = engine.compare_tables(tenant, table, None).await?;
            let tests = engine.test_table(tenant, table, None).await?;
            let rows = serde_json::to_value(rows.rows).map_err(anyhow::Error::from)?;
            let tests = serde_json::to_value(tests).map_err(anyhow::Error::from)?;
            (Some(rows), Some(tests))
        }
        ConfigurationKind::Flow | ConfigurationKind::Settings | ConfigurationKind::InputMapping => {
            (None, None)
        }
    };
    let uses = engine.configuration_uses(&editor, &name).await?;
    let headers = etag(&tag(&review.row));
    let answer = DraftReviewAnswer {
        version: ConfigurationHead::from(&review.row).into(),
        demand: review.control.into(),
        may_publish: review.refusal.is_none(),
        why: review.refusal.map(|refusal| WhyNotAnswer {
            code: refusal.code.name,
            message: refusal.detail,
        }),
        difference: difference.into(),
        rows,
        check: of_draft(review.check)?,
        tests,
        uses: uses.into(),
    };
    Ok((headers, Json(answer)))
}

/// Begins the draft anew from a version that was published before, to take it back into force: the
/// draft is published as any other. A draft that there is is replaced.
#[utoipa::path(
    post,
    path = "/v1/configuration/{kind}/{name}/versions/{version}/draft",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description = "flows, decisiontables, settings or inputmappings"),
        ("name" = String, Path, description = "The name; that of settings is settings"),
        ("version" = String, Path, description = "Its number"),
        ("If-Match" = Option<String>, Header, description =
            "The ETag of the draft that was read; without it the last one wins"),
    ),
    responses((status = 200, description = "Saved", body = SavedVersionAnswer))
)]
pub async fn restore_version(
    configured: ConfiguredVersion,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
) -> Result<(HeaderMap, Json<SavedVersionAnswer>), Problem> {
    let ConfiguredVersion { of, version } = configured;
    let VersionChoice::Number(number) = version else {
        return Err(Problem::not_found("version"));
    };
    let engine = state.engine();
    let saved = engine
        .restore_version(&of.editor, &of.name, number, expected)
        .await?;
    let headers = etag(&tag(&saved.row));
    Ok((headers, Json(SavedVersionAnswer::new(saved)?)))
}
