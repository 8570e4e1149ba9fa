//! What is the state of a declaration?

use anyhow::Context as _;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;

use crate::configuration_answer::etag;
use crate::declaration_answer::DeclarationAnswer;
use crate::document_schema::DeclarationDocument;
use crate::extract::{OwnDeclaration, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;

/// Reads a declaration. The `ETag` changes with every change of it.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 200, description = "The declaration", body = DeclarationAnswer))
)]
pub async fn get_declaration(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
) -> Result<(HeaderMap, Json<DeclarationAnswer>), Problem> {
    let revision = declaration.revision(&state).await?;
    let tag = etag(&declaration.row.version.to_string());
    let document = DeclarationDocument::from_stored(&revision.document);
    let document = document.context("the document of a revision")?;
    let answer = DeclarationAnswer::new(state.engine(), declaration.row, document)?;
    Ok((tag, Json(answer)))
}
