//! What does a code mean, of a refusal or of a finding?

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::codes;
use crate::problem::Problem;

/// Explains a code: what happened, why, and what to do. Of a refused request, or of what CAS finds
/// wrong with a declaration; codes of customs are explained by customs.
#[utoipa::path(
    get,
    path = "/errors/{code}",
    tag = "operations",
    params(("code" = String, Path,
        description = "The `code` of problem details, or an `errorCode` of ours")),
    responses((status = 200, description = "The page", body = String,
        content_type = "text/markdown"))
)]
pub async fn error_page(Path(code): Path<String>) -> Result<Response, Problem> {
    let page = codes::page(&code).ok_or_else(|| Problem::not_found("code of ours"))?;
    Ok((
        [(header::CONTENT_TYPE, "text/markdown; charset=utf-8")],
        page,
    )
        .into_response())
}
