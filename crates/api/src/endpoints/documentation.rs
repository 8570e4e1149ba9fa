//! What does the server say of itself: its endpoints, and its codes?

use anyhow::anyhow;
use axum::Extension;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::codes;
use crate::problem::Problem;

/// Gives the text of the document, or why it cannot be written; the list of endpoints makes it, of
/// which this is one.
#[derive(Clone, Copy)]
pub struct DocumentText(pub fn() -> Result<&'static str, &'static str>);

/// Gives the OpenAPI 3.1 document.
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "operations",
    responses((status = 200, description = "The OpenAPI document", body = Object))
)]
pub async fn openapi_document(
    Extension(DocumentText(text)): Extension<DocumentText>,
) -> Result<impl IntoResponse, Problem> {
    let text = text().map_err(|error| anyhow!("the OpenAPI document: {error}"))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text))
}

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
