//! How does a decision table go into a spreadsheet or another product?

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use cas_process::configuration::VersionChoice;
use cas_process::configuration::{TableFormat, TableVersion};

use crate::extract::Configured;
use crate::problem::Problem;
use crate::state::ApiState;

/// Gives a version of a table as a file: `3.csv` and `3.xlsx` hold the rows, `3.dmn` the table.
#[utoipa::path(
    get,
    path = "/v1/decisiontables/{name}/versions/{file}",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("name" = String, Path, description = "The table"),
        ("file" = String, Path, description =
            "The version's number, or draft, and the format: 3.csv, 3.xlsx, draft.dmn"),
    ),
    responses((status = 200, description = "The file", body = Vec<u8>,
        content_type = "application/octet-stream"))
)]
pub async fn export_table(
    configured: Configured,
    State(state): State<ApiState>,
    path: Path<(String, String)>,
) -> Result<Response, Problem> {
    let Path((_, file)) = path;
    let (version, format) = parse(&file).ok_or_else(|| Problem::not_found("file of a table"))?;
    let Configured { editor, name } = configured;
    let table = TableVersion {
        name: &name.name,
        version,
    };
    let bytes = state
        .engine()
        .table_file(editor.tenant_id, table, format)
        .await?;
    Ok(([(header::CONTENT_TYPE, format.media_type())], bytes).into_response())
}

fn parse(file: &str) -> Option<(VersionChoice, TableFormat)> {
    let (version, extension) = file.rsplit_once('.')?;
    let format = TableFormat::ALL
        .iter()
        .find(|format| format.extension() == extension)?;
    Some((VersionChoice::parse(version)?, *format))
}
