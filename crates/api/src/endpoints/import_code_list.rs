//! How is a list of codes loaded?

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_process::code_lists::ListReport;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{AdminConfiguration, Authorized, Query};
use crate::problem::Problem;
use crate::sheet_body;
use crate::state::ApiState;

/// What an import did to a list.
#[derive(Serialize, ToSchema)]
pub struct CodeListImport {
    /// `list`, `rows`, `entries`, `added`, `changed` and `removed`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    report: ListReport,
}

/// Loads a list of codes from a table, in place of what is known of it.
///
/// Reads the shape of the Commission's reference data (CS/RD2) and of its excise lists, and plain
/// tables with `code`, `description`, `validFrom` and `validTo`.
#[utoipa::path(
    post,
    path = "/v1/codelists/{list}/import",
    tag = "master data",
    security(("oauth2" = ["admin:configuration"])),
    params(("list" = String, Path, description = "The list's name: CL008, BC36, …")),
    request_body(
        content(
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )
    ),
    responses((status = 200, description = "What changed", body = CodeListImport))
)]
pub async fn import_code_list(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    Path(list): Path<String>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<CodeListImport>, Problem> {
    query.finish()?;
    let sheet = sheet_body::read(&state, &headers, body).await?;
    let source = authorized.caller.actor.as_str();
    let report = state
        .engine()
        .import_code_list(authorized.tenant(), &list, source, &sheet)
        .await?;
    Ok(Json(CodeListImport { report }))
}
