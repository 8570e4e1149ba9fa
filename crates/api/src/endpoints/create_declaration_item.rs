//! How is a goods item added to a declaration?

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_process::manual_edits::DeclarationEdit;

use super::edit::{self, DeclarationEdited, EditResponse};
use crate::document_schema::ItemDocument;
use crate::extract::{Authorized, CreateMessages, IfMatch, body};
use crate::problem::Problem;
use crate::state::ApiState;

/// Adds an item at the end; the others keep their places.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/items",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("If-Match" = Option<String>, Header, description =
            "The ETag of the declaration that was read; without it the last one wins"),
    ),
    request_body(content = ItemDocument, description = "The item"),
    responses(
        (status = 202, description = "Edited", body = DeclarationEdited),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
        (status = 412, description = "It was changed since it was read"),
    )
)]
pub async fn create_declaration_item(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    IfMatch(expected): IfMatch,
    headers: HeaderMap,
    body: Body,
) -> Result<EditResponse, Problem> {
    let update = body::any_json(&headers, body, state.settings().body_limit).await?;
    let edit = DeclarationEdit::add_item(update)?;
    edit::request(&state, &authorized.caller, &id, edit, expected).await
}
