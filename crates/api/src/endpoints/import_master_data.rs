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
use crate::problem::Problem;
use crate::sheet_body;
use crate::state::ApiState;

/// What became of the rows of a file.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportAnswer {
    /// Whether nothing landed because that was asked for.
    dry_run: bool,
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
    let sheet = sheet_body::read(&state, &headers, body).await?;
    let dry_run = dry_run.unwrap_or(false);
    let mode = match dry_run {
        true => ImportMode::DryRun,
        false => ImportMode::Land,
    };
    let report = state
        .engine()
        .import_master_data(&authorized.editor(), kind, &sheet, mode)
        .await?;
    Ok(Json(ImportAnswer { dry_run, report }))
}
