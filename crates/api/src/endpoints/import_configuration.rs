//! How does configuration come in, all at once?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_process::configuration::{Bundle, ImportOptions, Imported, Publication};
use serde::Serialize;
use utoipa::ToSchema;

use super::export_configuration::ConfigurationBundle;
use crate::configuration_answer::WarningsAnswer;
use crate::extract::{AdminConfiguration, Authorized, Query, body};
use crate::plan_fingerprint::{OwnPlan, named_plan};
use crate::problem::Problem;
use crate::state::ApiState;

/// What an import changed, or would change.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationImportAnswer {
    /// Whether nothing was stored.
    dry_run: bool,
    /// Names what was reported: sent as `CAS-Plan` with the import, exactly this is done, or the
    /// import is refused. Of a dry run alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    /// Every document of the bundle and of the server, by kind and name.
    documents: Vec<ImportedDocument>,
    /// What is to be looked at in what was taken, or would be.
    #[serde(flatten)]
    warnings: WarningsAnswer,
}

/// What becomes of one document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportedDocument {
    /// `flow`, `decisionTable`, `settings` or `connection`.
    kind: &'static str,
    /// Its name; of a connection its system.
    name: String,
    /// `added`, `changed`, `unchanged` or `onlyHere`; what is only here stays.
    change: &'static str,
    /// Where it differs from what is published.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    paths: Vec<String>,
    /// The version that is published, or would be.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
}

impl From<Imported> for ConfigurationImportAnswer {
    fn from(imported: Imported) -> Self {
        let documents = imported.documents.into_iter();
        let documents = documents.map(|document| ImportedDocument {
            kind: document.kind,
            name: document.name,
            change: document.change.as_str(),
            paths: document.paths,
            version: document.version,
        });
        Self {
            dry_run: imported.dry_run,
            fingerprint: None,
            documents: documents.collect(),
            warnings: imported.warnings.into(),
        }
    }
}

/// Publishes what a bundle changes, as one: all of it, or nothing when anything is wrong. What did
/// not change makes no new version; what the bundle does not name stays.
#[utoipa::path(
    post,
    path = "/v1/configuration/import",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("dryRun" = Option<bool>, Query, description = "true: only say what would change"),
        ("note" = Option<String>, Query, description = "Why; kept with each new version"),
        ("overrideFailingTests" = Option<bool>, Query, description =
            "true: publish although tests of tables fail; needs a note"),
        ("drafts" = Option<bool>, Query, description =
            "true: save what changes as drafts, to be reviewed and published by people"),
        ("CAS-Plan" = Option<String>, Header, description =
            "The `fingerprint` of a dry run: what is done by now must be what it said"),
    ),
    request_body = ConfigurationBundle,
    responses((status = 200, description = "What changed", body = ConfigurationImportAnswer))
)]
pub async fn import_configuration(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    mut query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ConfigurationImportAnswer>, Problem> {
    let dry_run = query.flag("dryRun");
    let publication = Publication {
        note: query.text("note"),
        override_failing_tests: query.flag("overrideFailingTests"),
    };
    let as_drafts = query.flag("drafts");
    query.finish()?;
    let named = named_plan(&headers)?;
    let sent = body::any_json(&headers, body, state.settings().batch_limit).await?;
    let content = serde_json::to_vec(&sent).map_err(anyhow::Error::from)?;
    let plan = OwnPlan {
        path: "configuration",
        content: &content,
    };
    let (engine, editor) = (state.engine(), authorized.editor());
    if dry_run || named.is_some() {
        let options = ImportOptions {
            dry_run: true,
            publication: publication.clone(),
            as_drafts,
        };
        let foreseen = engine.import_configuration(&editor, Bundle::read(&sent)?, options);
        let mut report = ConfigurationImportAnswer::from(foreseen.await?);
        if dry_run {
            report.fingerprint = Some(plan.fingerprint(&report)?);
            return Ok(Json(report));
        }
        if let Some(named) = named {
            plan.must_be(&named, &report)?;
        }
    }
    let options = ImportOptions {
        dry_run: false,
        publication,
        as_drafts,
    };
    let imported = engine.import_configuration(&editor, Bundle::read(&sent)?, options);
    Ok(Json(imported.await?.into()))
}
