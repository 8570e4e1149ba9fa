//! What does the API look like to a program?

use anyhow::anyhow;
use axum::Extension;
use axum::http::header;
use axum::response::IntoResponse;

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
