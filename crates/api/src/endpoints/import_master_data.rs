//! How is a table of master data imported?

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_engine::master_data::ImportMode;
use cas_process::master_data::import::ImportReport;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, CreateMessages, Query};
use crate::master_data_answer::kind_of;
use crate::plan_fingerprint::{OwnPlan, named_plan};
use crate::problem::Problem;
use crate::sheet_body::{self, SheetBody};
use crate::state::ApiState;

/// What became of the rows of a file.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportAnswer {
    /// Whether nothing landed because that was asked for.
    dry_run: bool,
    /// Names what was reported: sent as `CAS-Plan` with the import, exactly this is done, or the
    /// import is refused. Of a dry run alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    /// `rows`, `created`, `changed`, `unchanged`, `refusedRows`, and `refused[]` with `row`,
    /// `column` and `message`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    report: ImportReport,
}

/// Imports a table of records of a kind.
///
/// The first row names the columns: fields by their path, `classifications[CN].code` for the
/// element of that type. An empty cell leaves its field as it is. Rows that are wrong are refused
/// with row and column; the others land.
#[utoipa::path(
    post,
    path = "/v1/masterdata/{kind}/import",
    tag = "master data",
    security(("oauth2" = ["create:messages"])),
    params(
        ("kind" = String, Path, description = "article, businessPartner, …"),
        ("dryRun" = Option<bool>, Query, description = "Report, and change nothing"),
        ("CAS-Plan" = Option<String>, Header, description =
            "The `fingerprint` of a dry run: what is done by now must be what it said"),
    ),
    request_body(
        content(
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )
    ),
    responses((status = 200, description = "What became of each row", body = ImportAnswer))
)]
pub async fn import_master_data(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(kind): Path<String>,
    mut query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ImportAnswer>, Problem> {
    let kind = kind_of(&kind)?;
    let dry_run = query.parsed("dryRun", "true or false", |text| text.parse().ok());
    query.finish()?;
    let named = named_plan(&headers)?;
    let SheetBody { sheet, bytes } = sheet_body::read_with_bytes(&state, &headers, body).await?;
    let dry_run = dry_run.unwrap_or(false);
    let plan = OwnPlan {
        path: kind.as_str(),
        content: &bytes,
    };
    let (engine, editor) = (state.engine(), authorized.editor());
    if dry_run || named.is_some() {
        let foreseen = engine.import_master_data(&editor, kind, &sheet, ImportMode::DryRun);
        let report = foreseen.await?;
        if dry_run {
            return Ok(Json(ImportAnswer {
                dry_run,
                fingerprint: Some(plan.fingerprint(&report)?),
                report,
            }));
        }
        if let Some(named) = named {
            plan.must_be(&named, &report)?;
        }
    }
    let report = engine.import_master_data(&editor, kind, &sheet, ImportMode::Land);
    Ok(Json(ImportAnswer {
        dry_run,
        fingerprint: None,
        report: report.await?,
    }))
}
