//! What is the state of a declaration?

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};

use crate::declaration_answer::DeclarationAnswer;
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
    let mut headers = HeaderMap::new();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", declaration.row.version)) {
        headers.insert(header::ETAG, tag);
    }
    Ok((
        headers,
        Json(DeclarationAnswer::new(declaration.row, revision)?),
    ))
}
