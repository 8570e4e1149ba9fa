//! How are records taken away as a table, and what does such a table look like?

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::extract::{Authorized, Query, ReadMessages};
use crate::master_data_answer::kind_of;
use crate::problem::Problem;
use crate::state::ApiState;

/// Exports the current records of a kind as CSV, with the columns that imports take.
///
/// Access codes of guarantees are left out.
#[utoipa::path(
    get,
    path = "/v1/masterdata/{kind}/export",
    tag = "master data",
    security(("oauth2" = ["read:messages"])),
    params(("kind" = String, Path, description = "article, businessPartner, …")),
    responses((status = 200, description = "The table", body = String, content_type = "text/csv"))
)]
pub async fn export_master_data(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    Path(kind): Path<String>,
    query: Query,
) -> Result<Response, Problem> {
    query.finish()?;
    let kind = kind_of(&kind)?;
    let table = state
        .engine()
        .export_master_data(authorized.tenant(), kind)
        .await?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], table).into_response())
}

/// Gives the columns of a kind as CSV without rows.
#[utoipa::path(
    get,
    path = "/v1/masterdata/{kind}/template",
    tag = "master data",
    security(("oauth2" = ["read:messages"])),
    params(("kind" = String, Path, description = "article, businessPartner, …")),
    responses((status = 200, description = "The columns", body = String, content_type = "text/csv"))
)]
pub async fn master_data_template(
    _authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    Path(kind): Path<String>,
    query: Query,
) -> Result<Response, Problem> {
    query.finish()?;
    let kind = kind_of(&kind)?;
    let table = state.engine().master_data_template(kind)?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], table).into_response())
}
