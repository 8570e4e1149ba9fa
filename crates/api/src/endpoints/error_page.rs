//! What does a refusal code mean?

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::codes;
use crate::problem::Problem;

/// Explains a refusal code: what happened, why, and what to do.
#[utoipa::path(
    get,
    path = "/errors/{code}",
    tag = "operations",
    params(("code" = String, Path, description = "The `code` of problem details")),
    responses((status = 200, description = "The page", body = String,
        content_type = "text/markdown"))
)]
pub async fn error_page(Path(code): Path<String>) -> Result<Response, Problem> {
    let (_, page) = codes::pages()
        .find(|(name, _)| *name == code)
        .ok_or_else(|| Problem::not_found("refusal code"))?;
    Ok((
        [(header::CONTENT_TYPE, "text/markdown; charset=utf-8")],
        page,
    )
        .into_response())
}
